using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>The location of one parameter of an inlined function: one of the words of a <see cref="BtfLocationPrototype"/>.</summary>
/// <remarks>
/// See "BTF_KIND_LOC_PROTO" in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfParameterLocation : IBtfElement<BtfParameterLocation>, IEquatable<BtfParameterLocation>, IEqualityOperators<BtfParameterLocation, BtfParameterLocation, bool>
{
    private readonly BtfType _owner;
    private readonly int _index;

    private BtfParameterLocation(BtfType owner, int index)
    {
        _owner = owner;
        _index = index;
    }

    /// <summary>The list of locations that this one belongs to.</summary>
    public BtfType DeclaringType => _owner;

    /// <summary>The parameter's place, from 0.</summary>
    public int Index => _index;

    /// <summary>The id of the location; 0 if unknown. Not checked.</summary>
    public uint TypeId => _owner.ReadTail(RecordFormat.HeadSize + (uint)_index * sizeof(uint));

    /// <summary>Finds the location of the parameter.</summary>
    /// <param name="location">The location.</param>
    /// <returns>Whether the location is known. It is not if the id is 0, does not exist, or is the id of another kind.</returns>
    public bool TryGetLocation(out BtfLocationParameter location)
    {
        location = default;
        return _owner.Object.TryGetType(TypeId, out BtfType type) && type.TryAsLocationParameter(out location);
    }

    static BtfParameterLocation IBtfElement<BtfParameterLocation>.Create(BtfType owner, int index, uint info) => new(owner, index);

    static uint IBtfElement<BtfParameterLocation>.NameOffsetOf(BtfParameterLocation element) => 0;

    /// <summary>Returns whether both are the same parameter of the same type.</summary>
    public static bool operator ==(BtfParameterLocation left, BtfParameterLocation right) => left.Equals(right);

    /// <summary>Returns whether they are not the same parameter of the same type.</summary>
    public static bool operator !=(BtfParameterLocation left, BtfParameterLocation right) => !left.Equals(right);

    /// <summary>Returns whether both are the same parameter of the same type. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfParameterLocation other) => _index == other._index && _owner == other._owner;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfParameterLocation other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _index);

    /// <summary>Returns the location as bpftool writes it, such as <c>reg5</c>; empty if unknown.</summary>
    /// <remarks>Never throws: if the data cannot be read, the text says why.</remarks>
    public override string ToString() =>
        ViewText.Of(this, _owner, "location", _index, static view => view.TryGetLocation(out BtfLocationParameter location) ? location.Format() : "");
}

using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A place where a function was inlined, with the locations of its parameters there (<c>struct btf_loc</c>).</summary>
/// <remarks>
/// See <c>struct btf_loc</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfInlineSite : IBtfElement<BtfInlineSite>, IEquatable<BtfInlineSite>, IEqualityOperators<BtfInlineSite, BtfInlineSite, bool>
{
    private const uint Size = 12;
    private const uint PrototypeField = 4;
    private const uint OffsetField = 8;
    private readonly BtfType _owner;
    private readonly int _index;

    private BtfInlineSite(BtfType owner, int index)
    {
        _owner = owner;
        _index = index;
    }

    /// <summary>The section that holds this place.</summary>
    public BtfType DeclaringType => _owner;

    /// <summary>The index in the section, from 0.</summary>
    public int Index => _index;

    /// <summary>The function that was inlined.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Function => _owner.Resolve(FunctionId, Field);

    /// <summary>The function's id. Not checked.</summary>
    public uint FunctionId => _owner.ReadElement(Field, 0);

    /// <summary>The locations of the function's parameters: a type that <see cref="BtfType.AsLocationPrototype"/> views.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Prototype => _owner.Resolve(PrototypeId, Field + PrototypeField);

    /// <summary>The id of <see cref="Prototype"/>. Not checked.</summary>
    public uint PrototypeId => _owner.ReadElement(Field, PrototypeField);

    /// <summary>The address in bytes, counted from the address at which the section was loaded.</summary>
    public uint Offset => _owner.ReadElement(Field, OffsetField);

    private uint Field => RecordFormat.HeadSize + (uint)_index * Size;

    static BtfInlineSite IBtfElement<BtfInlineSite>.Create(BtfType owner, int index, uint info) => new(owner, index);

    static uint IBtfElement<BtfInlineSite>.NameOffsetOf(BtfInlineSite element) => 0;

    /// <summary>Returns whether both are the same place of the same type.</summary>
    public static bool operator ==(BtfInlineSite left, BtfInlineSite right) => left.Equals(right);

    /// <summary>Returns whether they are not the same place of the same type.</summary>
    public static bool operator !=(BtfInlineSite left, BtfInlineSite right) => !left.Equals(right);

    /// <summary>Returns whether both are the same place of the same type. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfInlineSite other) => _index == other._index && _owner == other._owner;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfInlineSite other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _index);

    /// <summary>Returns the function and the offset: <c>helper+0x40</c>.</summary>
    /// <remarks>Never throws: if the data cannot be read, the text says why.</remarks>
    public override string ToString() => ViewText.Of(
        this,
        _owner,
        "place",
        _index,
        static site => string.Create(CultureInfo.InvariantCulture, $"{site.Function.Name}+0x{site.Offset:x}"));
}

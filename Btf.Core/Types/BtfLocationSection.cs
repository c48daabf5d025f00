using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>The places in a section of code where functions were inlined (<c>BTF_KIND_LOCSEC</c>).</summary>
/// <remarks>
/// See <c>struct btf_loc</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfLocationSection : IEquatable<BtfLocationSection>, IEqualityOperators<BtfLocationSection, BtfLocationSection, bool>
{
    private readonly BtfType _type;

    internal BtfLocationSection(BtfType type) => _type = type;

    /// <summary>The section's name, such as <c>inline.text</c>.</summary>
    public BtfString Name => _type.Name;

    /// <summary>The places. The kernel sorts them by function, then by offset; the order is not checked.</summary>
    public BtfElementList<BtfInlineSite> Sites => new(_type);

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfLocationSection view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfLocationSection left, BtfLocationSection right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfLocationSection left, BtfLocationSection right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfLocationSection other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfLocationSection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

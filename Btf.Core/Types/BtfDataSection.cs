using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A data section such as <c>.data</c> or <c>.maps</c> (<c>BTF_KIND_DATASEC</c>).</summary>
/// <remarks>
/// See "BTF_KIND_DATASEC" in <c>Documentation/bpf/btf.rst</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfDataSection : IEquatable<BtfDataSection>, IEqualityOperators<BtfDataSection, BtfDataSection, bool>
{
    private readonly BtfType _type;

    internal BtfDataSection(BtfType type) => _type = type;

    /// <summary>The section's name.</summary>
    public BtfString Name => _type.Name;

    /// <summary>The section's size in bytes; 0 in an unlinked object file.</summary>
    public uint Size => _type.SizeOrType;

    /// <summary>The entries of the section: its variables, with their places.</summary>
    public BtfElementList<BtfDataSectionEntry> Entries => new(_type);

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfDataSection view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfDataSection left, BtfDataSection right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfDataSection left, BtfDataSection right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfDataSection other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfDataSection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

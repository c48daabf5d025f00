using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A variable (<c>BTF_KIND_VAR</c>). See <see cref="VariableType"/>.</summary>
/// <remarks>
/// See <c>struct btf_var</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfVariable : IEquatable<BtfVariable>, IEqualityOperators<BtfVariable, BtfVariable, bool>
{
    private readonly BtfType _type;

    internal BtfVariable(BtfType type) => _type = type;

    /// <summary>The name.</summary>
    public BtfString Name => _type.Name;

    /// <summary>The type of the variable's value.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType VariableType => _type.Target;

    /// <summary>The linkage.</summary>
    public BtfVariableLinkage Linkage => (BtfVariableLinkage)_type.ReadTail(RecordFormat.TailField);

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfVariable view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfVariable left, BtfVariable right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfVariable left, BtfVariable right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfVariable other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfVariable other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

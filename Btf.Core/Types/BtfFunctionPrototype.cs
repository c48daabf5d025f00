using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>The parameters and the return type of a function (<c>BTF_KIND_FUNC_PROTO</c>).</summary>
/// <remarks>
/// See "BTF_KIND_FUNC_PROTO" in <c>Documentation/bpf/btf.rst</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfFunctionPrototype : IEquatable<BtfFunctionPrototype>, IEqualityOperators<BtfFunctionPrototype, BtfFunctionPrototype, bool>
{
    private readonly BtfType _type;

    internal BtfFunctionPrototype(BtfType type) => _type = type;

    /// <summary>The return type; void if the function returns nothing.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType ReturnType => _type.Resolve(_type.SizeOrType, RecordFormat.SizeOrTypeField);

    /// <summary>The id of the return type; 0 if the function returns nothing. Not checked.</summary>
    public uint ReturnTypeId => _type.SizeOrType;

    /// <summary>The parameters, in order. In a variadic function the last one stands for <c>...</c>.</summary>
    public BtfElementList<BtfParameter> Parameters => new(_type);

    /// <summary>Whether the last parameter is <c>...</c>.</summary>
    public bool IsVariadic => Parameters is { Count: > 0 and int count } all && all[count - 1].IsVariadic;

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfFunctionPrototype view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfFunctionPrototype left, BtfFunctionPrototype right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfFunctionPrototype left, BtfFunctionPrototype right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfFunctionPrototype other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfFunctionPrototype other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

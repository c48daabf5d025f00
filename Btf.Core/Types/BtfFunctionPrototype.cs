namespace Btf.Core;

/// <summary>What a function takes and returns (<c>BTF_KIND_FUNC_PROTO</c>).</summary>
/// <remarks>
/// See "BTF_KIND_FUNC_PROTO" in <c>Documentation/bpf/btf.rst</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfFunctionPrototype
{
    internal BtfFunctionPrototype(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The type that is returned; void where nothing is.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType ReturnType => Type.Resolve(Type.SizeOrType, RecordFormat.SizeOrTypeField);

    /// <summary>The id of the type that is returned; 0 where nothing is. Not checked.</summary>
    public uint ReturnTypeId => Type.SizeOrType;

    /// <summary>The parameters, in order. Of a variadic function the last one stands for <c>...</c>.</summary>
    public BtfElementList<BtfParameter> Parameters => new(Type);

    /// <summary>Whether the last parameter is <c>...</c>.</summary>
    public bool IsVariadic => Parameters is { Count: > 0 and int count } all && all[count - 1].IsVariadic;

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}

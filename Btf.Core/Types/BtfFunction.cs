namespace Btf.Core;

/// <summary>A function (<c>BTF_KIND_FUNC</c>).</summary>
/// <remarks>
/// See "BTF_KIND_FUNC" in <c>Documentation/bpf/btf.rst</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfFunction
{
    internal BtfFunction(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The name.</summary>
    public BtfString Name => Type.Name;

    /// <summary>The linkage: the record's <c>vlen</c>.</summary>
    public BtfFunctionLinkage Linkage => (BtfFunctionLinkage)Type.Vlen;

    /// <summary>What the function takes and returns.</summary>
    /// <exception cref="BtfFormatException">The id does not exist, or its type is no prototype.</exception>
    public BtfFunctionPrototype Prototype
    {
        get
        {
            BtfType target = Type.Target;
            if (!target.TryAsFunctionPrototype(out BtfFunctionPrototype prototype))
            {
                Type.Object.ThrowIfDisposed();
                new BtfError(BtfErrorCode.UnexpectedKind, Type.ByteOffsetOf(RecordFormat.SizeOrTypeField), Type.Id, target.Id, text: "no function prototype").Throw();
            }

            return prototype;
        }
    }

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}

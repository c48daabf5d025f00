namespace Btf.Core;

/// <summary>An array type (<c>BTF_KIND_ARRAY</c>). One of several dimensions is an array of arrays.</summary>
/// <remarks>
/// See <c>struct btf_array</c> in <c>include/uapi/linux/btf.h</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfArray
{
    private const uint ElementField = RecordFormat.TailField;
    private const uint IndexField = RecordFormat.TailField + 4;
    private const uint CountField = RecordFormat.TailField + 8;

    internal BtfArray(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The type of the elements.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType ElementType => Type.Resolve(ElementTypeId, ElementField);

    /// <summary>The id of the elements' type. Not checked.</summary>
    public uint ElementTypeId => Type.ReadTail(ElementField);

    /// <summary>The type that an index has.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType IndexType => Type.Resolve(IndexTypeId, IndexField);

    /// <summary>The id of the index type. Not checked.</summary>
    public uint IndexTypeId => Type.ReadTail(IndexField);

    /// <summary>The number of elements; 0 for a flexible array.</summary>
    public uint Count => Type.ReadTail(CountField);

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}

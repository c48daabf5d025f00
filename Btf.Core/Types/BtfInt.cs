namespace Btf.Core;

/// <summary>An integer type (<c>BTF_KIND_INT</c>).</summary>
/// <remarks>
/// See <c>BTF_INT_ENCODING</c>, <c>BTF_INT_OFFSET</c> and <c>BTF_INT_BITS</c> in <c>include/uapi/linux/btf.h</c>. After its object is disposed, what reads
/// the data answers <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfInt
{
    internal BtfInt(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The name, such as <c>unsigned int</c>.</summary>
    public BtfString Name => Type.Name;

    /// <summary>The size in bytes of the storage.</summary>
    public uint Size => Type.SizeOrType;

    /// <summary>How the value is to be shown.</summary>
    public BtfIntEncoding Encoding => RecordFormat.IntEncoding(Tail);

    /// <summary>Where in the storage the value starts, in bits; 0 in what today's compilers emit.</summary>
    public int BitOffset => RecordFormat.IntBitOffset(Tail);

    /// <summary>The value's width in bits.</summary>
    public int Bits => RecordFormat.IntBits(Tail);

    /// <summary>Whether the value is signed.</summary>
    public bool IsSigned => (Encoding & BtfIntEncoding.Signed) != 0;

    private uint Tail => Type.ReadTail(RecordFormat.TailField);

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}

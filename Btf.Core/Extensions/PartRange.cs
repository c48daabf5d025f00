namespace Btf.Core.Extensions;

/// <summary>The offset and length of a part in the header of <c>.BTF.ext</c>. The offset counts from the header's end.</summary>
internal readonly record struct PartRange(uint Offset, uint Length)
{
    /// <summary>The size of the two words in bytes.</summary>
    public const int Size = 8;

    /// <summary>Reads the two words.</summary>
    public static PartRange Read(ReadOnlySpan<byte> data, int at, bool swapped) =>
        new(WordReader.ReadUInt32(data, at, swapped), WordReader.ReadUInt32(data, at + 4, swapped));
}

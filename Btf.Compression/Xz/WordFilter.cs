using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>A filter for machines on which every instruction has four bytes.</summary>
internal abstract class WordFilter(bool bigEndian) : BranchFilter
{
    /// <summary>Returns the original instruction.</summary>
    /// <param name="instruction">The instruction with an address.</param>
    /// <param name="position">Its own address.</param>
    protected abstract uint Decode(uint instruction, uint position);

    protected override int Decode(Span<byte> code, uint position)
    {
        int end = code.Length & ~3;
        for (int i = 0; i < end; i += 4)
        {
            Span<byte> word = code[i..];
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(word, Decode(BinaryPrimitives.ReadUInt32BigEndian(word), position + (uint)i));
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(word, Decode(BinaryPrimitives.ReadUInt32LittleEndian(word), position + (uint)i));
            }
        }

        return end;
    }
}

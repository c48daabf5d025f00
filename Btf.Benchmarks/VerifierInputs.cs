using System.Buffers.Binary;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Objects for the verifier: the input many times over, and graphs made to be costly. In this machine's byte order.</summary>
internal static class VerifierInputs
{
    private const int HeaderLength = 24;
    private const uint Pointer = 2;
    private const uint Array = 3;
    private const uint Struct = 4;
    private const uint Const = 10;

    /// <summary>The types of an object so many times, each time with ids that go on; the strings once.</summary>
    public static byte[] Repeat(byte[] data, int times)
    {
        var words = new List<uint>();
        uint first = 0;
        for (int i = 0; i < times; i++)
        {
            var reader = new BtfTypeReader(data);
            while (reader.Read())
            {
                Copy(reader.Current, first, words);
            }

            first += reader.TypeId;
        }

        return Build(words, new BtfTypeReader(data).Strings.Bytes);
    }

    /// <summary>Constants of constants, each of the one before it: no stack is deep, and every chain is.</summary>
    public static byte[] Chain(int length) => Make(length, (words, id) => words.AddRange([0, Const << 24, id - 1]));

    /// <summary>One structure of very many members of one type.</summary>
    public static byte[] WideStruct(int members)
    {
        List<uint> words = [0, 1 << 24, 4, 32, 0, (Struct << 24) | (uint)members, 4];
        for (int i = 0; i < members; i++)
        {
            words.AddRange([0, 1, 0]);
        }

        return Build(words, [0]);
    }

    /// <summary>Structures that each have the one before it twice: as a tree they would have 2^n members.</summary>
    public static byte[] Lattice(int depth) => Make(depth, (words, id) => words.AddRange([0, (Struct << 24) | 2, 4, 0, id - 1, 0, 0, id - 1, 0]));

    /// <summary>Pointers and structures in loops of two, which are legal.</summary>
    public static byte[] Loops(int count) => Make(count, (words, id) => words.AddRange(
        id % 2 == 0 ? [0, Pointer << 24, id + 1] : [0, (Struct << 24) | 1, 8, 0, id - 1, 0]));

    /// <summary>Arrays of arrays of one element.</summary>
    public static byte[] Arrays(int count) => Make(count, (words, id) => words.AddRange([0, Array << 24, 0, id - 1, 1, 1]));

    private static byte[] Make(int count, Action<List<uint>, uint> add)
    {
        List<uint> words = [0, 1 << 24, 4, 32];
        for (uint id = 2; id < count + 2; id++)
        {
            add(words, id);
        }

        return Build(words, [0]);
    }

    private static void Copy(BtfRecord record, uint first, List<uint> words)
    {
        int start = words.Count;
        for (int i = 0; i < record.WordCount; i++)
        {
            words.Add(record.GetWord(i));
        }

        void Shift(int word) => words[start + word] += words[start + word] == 0 ? 0 : first;
        (int at, int step) = record.Kind switch
        {
            BtfKind.Struct or BtfKind.Union => (4, 3),
            BtfKind.FuncProto => (4, 2),
            BtfKind.DataSec => (3, 3),
            BtfKind.Array => (3, 1),
            _ => (0, 0),
        };
        int elements = record.Kind == BtfKind.Array ? 2 : record.Vlen;
        for (int i = 0; step > 0 && i < elements; i++)
        {
            Shift(at + i * step);
        }

        if (record.Kind.HasTarget() || record.Kind == BtfKind.FuncProto)
        {
            Shift(2);
        }
    }

    private static byte[] Build(List<uint> words, ReadOnlySpan<byte> strings)
    {
        int types = words.Count * sizeof(uint);
        byte[] data = new byte[HeaderLength + types + strings.Length];
        uint[] header = [0x0001_EB9F, HeaderLength, 0, (uint)types, (uint)types, (uint)strings.Length];
        int at = 0;
        foreach (uint word in header.Concat(words))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(at), word);
            at += sizeof(uint);
        }

        strings.CopyTo(data.AsSpan(at));
        return data;
    }
}

namespace Btf.Core;

/// <summary>Tells the pointer size from the data, as libbpf's <c>determine_ptr_size</c> does: by the size of <c>long</c>.</summary>
internal static class PointerSizeInference
{
    // Room for every spelling. A name is read no further: hostile ones may all be parts of one very long string.
    private const int LongestName = 32;

    /// <summary>Returns 4 or 8 as an object's own types tell, or 0 where they do not.</summary>
    public static int Infer(BtfObject btf) => TryFind(btf, out BtfType type) ? (int)type.SizeOrType : 0;

    /// <summary>Finds the type that tells: the first of an object's own that is <c>long</c> or <c>unsigned long</c>.</summary>
    public static bool TryFind(BtfObject btf, out BtfType found)
    {
        foreach (BtfType type in btf.Types)
        {
            if (type.Kind == BtfKind.Int && type.SizeOrType is 4 or 8 && btf.TryReadString(type.NameOffset, out ReadOnlySpan<byte> name, LongestName) && IsLong(name))
            {
                found = type;
                return true;
            }
        }

        found = default;
        return false;
    }

    // Compilers differ in how they spell the two types, and C allows the words in any order.
    private static bool IsLong(ReadOnlySpan<byte> name)
    {
        int longs = 0;
        foreach (Range range in name.Split((byte)' '))
        {
            ReadOnlySpan<byte> word = name[range];
            if (word.SequenceEqual("long"u8))
            {
                longs++;
            }
            else if (!word.SequenceEqual("unsigned"u8) && !word.SequenceEqual("int"u8))
            {
                return false;
            }
        }

        return longs == 1;
    }
}

namespace Btf.Core;

/// <summary>Infers the pointer size from the size of <c>long</c>, like libbpf's <c>determine_ptr_size</c>.</summary>
internal static class PointerSizeInference
{
    // Every spelling fits. A name is read only up to this length, because hostile names may all share one very long string.
    private const int LongestName = 32;

    /// <summary>Returns 4 or 8 according to an object's own types, or 0 if they do not tell.</summary>
    public static int Infer(BtfObject btf) => TryFind(btf, out BtfType type) ? (int)type.SizeOrType : 0;

    /// <summary>Finds the first of an object's own types that is <c>long</c> or <c>unsigned long</c>.</summary>
    public static bool TryFind(BtfObject btf, out BtfType found)
    {
        for (uint id = btf.FirstTypeId; (id = btf.FindOfKinds(id, BtfKinds.Int)) != 0; id++)
        {
            found = btf[id];
            if (IsLong(found))
            {
                return true;
            }
        }

        found = default;
        return false;
    }

    /// <summary>Returns whether a type is <c>long</c> or <c>unsigned long</c>.</summary>
    public static bool IsLong(BtfType type) =>
        type.Kind == BtfKind.Int && type.SizeOrType is 4 or 8 && type.Object.TryReadString(type.NameOffset, out ReadOnlySpan<byte> name, LongestName) && IsLong(name);

    // Compilers spell these types differently, and C allows the words in any order.
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

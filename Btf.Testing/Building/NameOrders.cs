using System.Text;

namespace Btf.Testing;

/// <summary>Blobs with the same difficult names in several orders, stored in several ways.</summary>
public static class NameOrders
{
    private const int Shuffle = 20260401;

    /// <summary>Names that contain each other, are long, or are not UTF-8, in ascending order.</summary>
    private static readonly byte[][] _names =
        [.. new byte[][]
        {
            "a"u8.ToArray(), "ab"u8.ToArray(), "abc"u8.ToArray(), "b"u8.ToArray(), "bc"u8.ToArray(), "c"u8.ToArray(), "k"u8.ToArray(),
            "lock"u8.ToArray(), "spinlock"u8.ToArray(), "raw_spinlock"u8.ToArray(), "raw_spinlock_t"u8.ToArray(), "größe"u8.ToArray(),
            [0x01], [0x7F], [0x80], [0xC3], [0xC3, 0x28], [0xFF], [0xFF, 0xFE],
            Encoding.ASCII.GetBytes(new string('m', 255)), Encoding.ASCII.GetBytes(new string('m', 256)),
            Encoding.ASCII.GetBytes(new string('m', 257)), Encoding.ASCII.GetBytes(new string('m', 5000)),
            Encoding.ASCII.GetBytes("x" + new string('m', 5000)),
        }.Order(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))];

    /// <summary>The blobs by description, and whether the types are in the order of their names.</summary>
    public static IReadOnlyDictionary<string, (Action<BtfBuilder> Fill, bool Sorted)> All { get; } = new Dictionary<string, (Action<BtfBuilder>, bool)>
    {
        ["no types"] = (_ => { }, true),
        ["no names"] = (b => Anonymous(b, 5), true),
        ["sorted"] = (b => Add(b, _names), true),
        ["anonymous first"] = (b => { Anonymous(b, 5); Add(b, _names); }, true),
        ["sorted with equal offsets"] = (b => Add(b, _names.SelectMany(name => Enumerable.Repeat(name, 3))), true),
        ["sorted with equal names at several offsets"] = (b => Add(b, _names.SelectMany(name => Enumerable.Repeat(name, 3)), deduplicate: false), true),
        ["sorted, all at the ends of longer strings"] = (b => AddInside(b, _names), true),
        ["shuffled"] = (b => Add(b, Shuffled(_names)), false),
        ["shuffled with equal names at several offsets"] = (b => Add(b, Shuffled([.. _names, .. _names, .. _names]), deduplicate: false), false),
        ["shuffled, at the ends of longer strings and whole"] = (b => { AddInside(b, Shuffled(_names)); Add(b, Shuffled(_names), deduplicate: false); }, false),
        ["the first pair swapped"] = (b => Add(b, Swapped(0)), false),
        ["a pair in the middle swapped"] = (b => Add(b, Swapped(_names.Length / 2)), false),
        ["the last pair swapped"] = (b => Add(b, Swapped(_names.Length - 2)), false),
        ["anonymous in the middle"] = (b => { Add(b, _names.Take(9)); Anonymous(b, 2); Add(b, _names.Skip(9)); }, false),
        ["anonymous last"] = (b => { Add(b, _names); Anonymous(b, 1); }, false),
        ["an empty string in the middle"] = (b => { Add(b, _names.Take(9)); b.AddRaw(b.NextStringOffset() - 1, RawBtf.Info(BtfKind.Struct), 0); Add(b, _names.Skip(9)); }, false),
        ["a name that does not exist in the middle"] = (b => { Add(b, _names.Take(9)); b.AddRaw(0x7FFF_FFFF, RawBtf.Info(BtfKind.Struct), 0); Add(b, _names.Skip(9)); }, false),
        ["a name that does not exist last"] = (b => { Add(b, _names); b.AddRaw(uint.MaxValue, RawBtf.Info(BtfKind.Struct), 0); }, false),
    };

    private static void Add(BtfBuilder builder, IEnumerable<byte[]> names, bool deduplicate = true)
    {
        foreach (byte[] name in names)
        {
            builder.AddRaw(builder.AddString(name, deduplicate), RawBtf.Info(BtfKind.Struct), 0);
        }
    }

    private static void AddInside(BtfBuilder builder, IEnumerable<byte[]> names)
    {
        foreach (byte[] name in names)
        {
            builder.AddRaw(builder.AddString([.. "before_"u8, .. name], deduplicate: false) + 7, RawBtf.Info(BtfKind.Struct), 0);
        }
    }

    private static void Anonymous(BtfBuilder builder, int count)
    {
        for (; count > 0; count--)
        {
            builder.AddPointer(0);
            builder.AddUnion("", 0);
        }
    }

    private static byte[][] Swapped(int first)
    {
        byte[][] names = [.. _names];
        (names[first], names[first + 1]) = (names[first + 1], names[first]);
        return names;
    }

    private static byte[][] Shuffled(IEnumerable<byte[]> names)
    {
        byte[][] shuffled = [.. names];
        new Random(Shuffle).Shuffle(shuffled);
        return shuffled;
    }
}

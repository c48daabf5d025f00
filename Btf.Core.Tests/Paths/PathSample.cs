namespace Btf.Core.Tests;

/// <summary>A small set of types with everything that a member path can cross.</summary>
internal static class PathSample
{
    public static BtfBuilder Build(bool bigEndian = false)
    {
        BtfBuilder b = new(bigEndian);
        uint number = b.Int("int", 4, 32, encoding: 1);
        b.Int("long int", 8, 64, encoding: 1);
        uint letter = b.Int("char", 1, 8);
        uint text = b.Array(letter, number, 16);
        uint row = b.Array(number, number, 3);
        uint table = b.Array(row, number, 2);
        uint flexible = b.Array(number, number, 0);
        uint deep = b.Union("", 4, ("deepest", number, 0), ("bytes", b.Array(letter, number, 4), 0));
        uint anonymous = b.Struct("", 12, ("left", number, 0), ("right", number, 32), ("", b.Const(b.Typedef("deep_t", deep)), 64));
        uint inner = b.BitfieldStruct("inner", 8, ("key", number, 0, 0), ("low", number, 32, 5), ("high", number, 37, 27));
        uint innerAlias = b.Typedef("inner_t", inner);
        uint inners = b.Array(innerAlias, number, 4);
        uint later = b.Fwd("later");
        uint never = b.Fwd("never");
        uint toOuter = b.Const(b.Ptr(b.Volatile(b.NextTypeId + 6)));
        uint toLater = b.Ptr(later);
        uint toNever = b.Ptr(never);
        uint toVoid = b.Ptr(0);
        _ = b.Struct(
            "outer",
            160,
            ("id", number, 0),
            ("name", text, 32),
            ("table", table, 160),
            ("", anonymous, 352),
            ("inners", inners, 448),
            ("parent", toOuter, 704),
            ("later", toLater, 768),
            ("never", toNever, 832),
            ("raw", toVoid, 896),
            ("pointers", b.NextTypeId + 1, 960),
            ("tail", flexible, 1280));
        b.Array(toOuter, number, 2);
        b.Struct("later", 8, ("first", number, 0), ("second", number, 32));
        b.Typedef("outer_t", b.NextTypeId - 3);
        b.Union("both", 4, ("of_union", number, 0));
        b.Struct("both", 8, ("of_struct", number, 32));
        b.Typedef("both", inner);
        uint oddBits = b.Int("bits", 4, 7, bitOffset: 3);
        b.Struct("old", 4, ("field", b.Typedef("bits_t", oddBits), 8), ("whole", number, 0));
        b.Struct("far", 16, ("to_pointer", b.Ptr(b.Const(toOuter)), 0), ("to_table", b.Ptr(table), 64));
        return b;
    }

    public static BtfObject Open(bool bigEndian = false) => BtfObject.FromMemory(Build(bigEndian).Build());
}

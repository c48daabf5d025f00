namespace Btf.Core.Tests;

/// <summary>A small set of types with everything that a member path can cross.</summary>
internal static class PathSample
{
    public static BtfBuilder Build(bool bigEndian = false)
    {
        BtfBuilder b = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = b.AddInt("int", 4, BtfIntEncoding.Signed);
        b.AddInt("long int", 8, BtfIntEncoding.Signed);
        uint letter = b.AddInt("char", 1);
        uint text = b.AddArray(letter, number, 16);
        uint row = b.AddArray(number, number, 3);
        uint table = b.AddArray(row, number, 2);
        uint flexible = b.AddArray(number, number, 0);
        uint deep = b.AddUnion("", 4, ("deepest", number, 0), ("bytes", b.AddArray(letter, number, 4), 0));
        uint anonymous = b.AddStruct("", 12, ("left", number, 0), ("right", number, 32), ("", b.AddConst(b.AddTypedef("deep_t", deep)), 64));
        uint inner = b.AddStruct("inner", 8, ("key", number, 0, 0), ("low", number, 32, 5), ("high", number, 37, 27));
        uint innerAlias = b.AddTypedef("inner_t", inner);
        uint inners = b.AddArray(innerAlias, number, 4);
        uint later = b.AddForward("later");
        uint never = b.AddForward("never");
        uint toOuter = b.AddConst(b.AddPointer(b.AddVolatile(b.NextTypeId + 6)));
        uint toLater = b.AddPointer(later);
        uint toNever = b.AddPointer(never);
        uint toVoid = b.AddPointer(0);
        _ = b.AddStruct(
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
        b.AddArray(toOuter, number, 2);
        b.AddStruct("later", 8, ("first", number, 0), ("second", number, 32));
        b.AddTypedef("outer_t", b.NextTypeId - 3);
        b.AddUnion("both", 4, ("of_union", number, 0));
        b.AddStruct("both", 8, ("of_struct", number, 32));
        b.AddTypedef("both", inner);
        uint oddBits = b.AddInt("bits", 4, bits: 7, bitOffset: 3);
        b.AddStruct("old", 4, ("field", b.AddTypedef("bits_t", oddBits), 8), ("whole", number, 0));
        b.AddStruct("far", 16, ("to_pointer", b.AddPointer(b.AddConst(toOuter)), 0), ("to_table", b.AddPointer(table), 64));
        return b;
    }

    public static BtfObject Open(bool bigEndian = false) => BtfObject.FromMemory(Build(bigEndian).ToArray());
}

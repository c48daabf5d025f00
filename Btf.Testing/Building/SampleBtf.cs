namespace Btf.Testing;

/// <summary>Small blobs, built by code, for several tests.</summary>
public static class SampleBtf
{
    /// <summary>Returns a base with a record of each kind from 1 to 19, in this order, so that id and kind are equal.</summary>
    public static BtfBuilder EveryKind(bool bigEndian = false)
    {
        BtfBuilder builder = new(bigEndian);
        AddEveryKind(builder);
        return builder;
    }

    /// <summary>Returns the bytes of <see cref="EveryKind"/>, followed by enough bytes that a file with them is mapped. Small files are read instead.</summary>
    public static byte[] EveryKindToMap(bool bigEndian = false)
    {
        BtfBuilder builder = EveryKind(bigEndian);
        builder.Envelope.Trailer = new byte[128 * 1024];
        return builder.Build();
    }

    /// <summary>Adds a record of each kind. They refer to the ids 1 to 14, which belong to the first object of the chain.</summary>
    public static void AddEveryKind(BtfBuilder builder)
    {
        builder.Int("int", 4, 32, encoding: 1);
        builder.Ptr(1);
        builder.Array(1, 1, 3);
        builder.BitfieldStruct("pair", 8, ("first", 1, 0, 0), ("low", 1, 32, 5), ("high", 1, 37, 27));
        builder.Union("either", 8, ("number", 1, 0), ("pointer", 2, 0));
        builder.Enum("colour", 4, signed: true, ("RED", -1), ("GREEN", 2));
        builder.Fwd("later", union: true);
        builder.Typedef("number_t", 1);
        builder.Volatile(1);
        builder.Const(9);
        builder.Restrict(2);
        builder.Func("main", 13, linkage: 1);
        builder.FuncProto(1, ("count", 1), ("text", 2), ("", 0));
        builder.Var("counter", 8, linkage: 1);
        builder.DataSec(".data", 4, (14, 0, 4));
        builder.Float("double", 8);
        builder.DeclTag("checked", 4, componentIndex: 1);
        builder.TypeTag("user", 1);
        builder.Enum64("wide", 8, signed: true, ("LEAST", long.MinValue), ("MOST", long.MaxValue));
    }
}

namespace Btf.Testing;

/// <summary>Small blobs, built by code, for several tests.</summary>
public static class SampleBtf
{
    /// <summary>Returns a base with a record of each kind from 1 to 19, in this order, so that id and kind are equal.</summary>
    public static BtfBuilder EveryKind(bool bigEndian = false)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        AddEveryKind(builder);
        return builder;
    }

    /// <summary>Returns the bytes of <see cref="EveryKind"/>, followed by enough bytes that a file with them is mapped. Small files are read instead.</summary>
    public static byte[] EveryKindToMap(bool bigEndian = false)
    {
        RawEnvelope envelope = new() { Trailer = new byte[128 * 1024] };
        return envelope.Wrap(EveryKind(bigEndian));
    }

    /// <summary>Adds a record of each kind. They refer to the ids 1 to 14, which belong to the first object of the chain.</summary>
    public static void AddEveryKind(BtfBuilder builder)
    {
        builder.AddInt("int", 4, BtfIntEncoding.Signed);
        builder.AddPointer(1);
        builder.AddArray(1, 1, 3);
        builder.AddStruct("pair", 8, ("first", 1u, 0, 0), ("low", 1u, 32, 5), ("high", 1u, 37, 27));
        builder.AddUnion("either", 8, ("number", 1u, 0), ("pointer", 2u, 0));
        builder.AddEnum("colour", 4, isSigned: true, ("RED", -1), ("GREEN", 2));
        builder.AddForward("later", isUnion: true);
        builder.AddTypedef("number_t", 1);
        builder.AddVolatile(1);
        builder.AddConst(9);
        builder.AddRestrict(2);
        builder.AddFunction("main", 13, BtfFunctionLinkage.Global);
        builder.AddFunctionPrototype(1, ("count", 1u), ("text", 2u), ("", 0u));
        builder.AddVariable("counter", 8, BtfVariableLinkage.GlobalAllocated);
        builder.AddDataSection(".data", 4, (14u, 0, 4));
        builder.AddFloat("double", 8);
        builder.AddDeclTag("checked", 4, componentIndex: 1);
        builder.AddTypeTag("user", 1);
        builder.AddEnum64("wide", 8, isSigned: true, ("LEAST", long.MinValue), ("MOST", long.MaxValue));
    }
}

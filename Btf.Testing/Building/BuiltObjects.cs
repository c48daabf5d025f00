namespace Btf.Testing;

/// <summary>Opens what a <see cref="BtfBuilder"/> has built.</summary>
public static class BuiltObjects
{
    public static BtfObject Open(this BtfBuilder builder) => BtfObject.FromMemory(builder.Build());

    public static BtfObject Open(this BtfBuilder builder, BtfObject baseObject) => BtfObject.FromMemory(builder.Build(), baseObject);

    public static BtfObject Open(this BtfBuilder builder, NameLookup lookup, BtfObject? baseObject = null) =>
        BtfObject.FromMemory(builder.Build(), baseObject, new BtfOpenOptions { NameLookup = lookup });
}

namespace Btf.Testing;

/// <summary>Opens the objects that a <see cref="BtfBuilder"/> builds.</summary>
public static class BuiltObjects
{
    public static BtfObject Open(this BtfBuilder builder) => BtfObject.FromMemory(builder.Build());

    public static BtfObject Open(this BtfBuilder builder, BtfObject baseObject) => BtfObject.FromMemory(builder.Build(), baseObject);

    public static BtfObject Open(this BtfBuilder builder, NameLookup lookup, BtfObject? baseObject = null) =>
        BtfObject.FromMemory(builder.Build(), baseObject, new BtfOpenOptions { NameLookup = lookup });
}

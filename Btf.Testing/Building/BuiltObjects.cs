namespace Btf.Testing;

/// <summary>Opens the objects that a <see cref="BtfBuilder"/> builds, with options.</summary>
public static class BuiltObjects
{
    public static BtfObject Open(this BtfBuilder builder, NameLookup lookup, BtfObject? baseObject = null) =>
        BtfObject.FromMemory(builder.ToArray(), baseObject, new BtfOpenOptions { NameLookup = lookup });
}

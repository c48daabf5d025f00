namespace Btf.Core.Tests;

/// <summary>
/// Three objects, each over the one before, that share names: one string is only in the base, one is stored again at the top, and each object has
/// one of its own.
/// </summary>
public sealed class SplitChain : IDisposable
{
    public SplitChain(bool bigEndian)
    {
        BtfBuilder root = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = root.AddInt("int", 4, BtfIntEncoding.Signed);
        root.AddInt("long int", 8, BtfIntEncoding.Signed);
        root.AddStruct("shared", 4, ("from_root", number, 0));
        root.AddTypedef("stored_again", number);

        Root = BtfObject.FromMemory(root.ToArray());
        BtfBuilder middle = new(Root);
        uint pointer = middle.AddPointer(middle.AddTypedef("middle_t", number));
        middle.AddUnion("shared", 8, ("from_middle", pointer, 0), ("from_root", number, 0));
        middle.AddEnum("", 4, isSigned: false, ("ONE", 1));

        Middle = BtfObject.FromMemory(middle.ToArray(), Root);
        BtfBuilder top = new(Middle);
        top.AddStruct("shared", 24, ("from_root", number, 0), ("from_middle", pointer, 64), ("from_top", top.NextTypeId + 2, 128));
        top.AddRaw(top.AddString("stored_again", deduplicate: false), RawBtf.Info(BtfKind.Typedef), number);
        uint nameless = top.AddStruct("", 8);
        top.AddTypedef("only_on_top", nameless);

        Top = BtfObject.FromMemory(top.ToArray(), Middle);
        Bytes = [root.ToArray(), middle.ToArray(), top.ToArray()];
    }

    public const uint RootShared = 3;

    public const uint MiddleShared = 7;

    public const uint TopShared = 9;

    public IReadOnlyList<byte[]> Bytes { get; }

    public BtfObject Root { get; }

    public BtfObject Middle { get; }

    public BtfObject Top { get; }

    public void Dispose()
    {
        Top.Dispose();
        Middle.Dispose();
        Root.Dispose();
    }
}

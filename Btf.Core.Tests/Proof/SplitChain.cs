namespace Btf.Core.Tests;

/// <summary>
/// Three objects, each over the one before, that share names: one string is only in the base, one is stored again at the top, and each object has
/// one of its own.
/// </summary>
public sealed class SplitChain : IDisposable
{
    public SplitChain(bool bigEndian)
    {
        BtfBuilder root = new(bigEndian);
        uint number = root.Int("int", 4, 32, encoding: 1);
        root.Int("long int", 8, 64, encoding: 1);
        root.Struct("shared", 4, ("from_root", number, 0));
        root.Typedef("stored_again", number);

        BtfBuilder middle = root.Split();
        uint pointer = middle.Ptr(middle.Typedef("middle_t", number));
        middle.Union("shared", 8, ("from_middle", pointer, 0), ("from_root", number, 0));
        middle.Enum("", 4, signed: false, ("ONE", 1));

        BtfBuilder top = middle.Split();
        top.Struct("shared", 24, ("from_root", number, 0), ("from_middle", pointer, 64), ("from_top", top.NextTypeId + 2, 128));
        top.Raw(top.AddString("stored_again", deduplicate: false), BtfBuilder.Info(8), number);
        uint nameless = top.Struct("", 8);
        top.Typedef("only_on_top", nameless);

        Bytes = [root.Build(), middle.Build(), top.Build()];
        Root = BtfObject.FromMemory(Bytes[0]);
        Middle = BtfObject.FromMemory(Bytes[1], Root);
        Top = BtfObject.FromMemory(Bytes[2], Middle);
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

using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfObjectBaseTests
{
    private const string Hint = "is this the base that the object was made for?";

    [Test]
    public void A_base_that_is_too_small_shows_where_it_is_used([Values] bool bigEndian)
    {
        using BtfObject kernel = SampleBtf.EveryKind(bigEndian).ToObject();
        BtfBuilder module = new(kernel);
        uint pointer = module.AddPointer(18);
        module.AddStruct("number_t", 4, ("wide", 19u, 0));
        BtfBuilder small = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        small.AddInt("int", 4);
        using BtfObject wrong = small.ToObject();
        using BtfObject split = BtfObject.FromMemory(module.ToArray(), wrong);
        BtfType first = split[2];
        BtfType second = split[3];

        BtfError id = Assert.Throws<BtfFormatException>(() => _ = first.Target)!.Error;
        BtfError member = Assert.Throws<BtfFormatException>(() => _ = second.AsComposite().Members[0].Type)!.Error;
        BtfError name = Assert.Throws<BtfFormatException>(() => _ = second.Name.Utf8.Length)!.Error;

        Rejection.Expect(id, BtfErrorCode.TypeIdOutOfRange, 24 + 8, 2, "Type id 18 does not exist; the last one is 3; " + Hint);
        Rejection.Expect(member, BtfErrorCode.TypeIdOutOfRange, 24 + 12 + 12 + 4, 3, "Type id 19 does not exist; the last one is 3; " + Hint);
        Rejection.Expect(name, BtfErrorCode.NameOffsetOutOfRange, 36, 3, Hint);
        Assert.That(pointer, Is.EqualTo(20));
    }

    [Test]
    public void A_base_of_the_other_byte_order_is_refused([Values] bool bigEndian)
    {
        using BtfObject right = SampleBtf.EveryKind(bigEndian).ToObject();
        using BtfObject baseObject = SampleBtf.EveryKind(!bigEndian).ToObject();

        BtfError error = Rejection.Of(new BtfBuilder(right).ToArray(), baseObject);

        string says = bigEndian ? "The data is BigEndian, its base LittleEndian" : "The data is LittleEndian, its base BigEndian";
        Rejection.Expect(error, BtfErrorCode.BaseMismatch, 0, 0, says);
    }

    [Test]
    public void Split_BTF_without_its_base_is_refused_where_it_has_strings([Values] bool bigEndian)
    {
        using BtfObject kernel = SampleBtf.EveryKind(bigEndian).ToObject();
        BtfBuilder module = new(kernel);
        module.AddStruct("added", 4, ("first", 1u, 0));
        byte[] data = module.ToArray();

        Rejection.Expect(Rejection.Of(data), BtfErrorCode.BaseMismatch, 24 + 24, 0, "open it with its base");
    }

    [Test]
    public void A_split_that_is_a_bare_header_is_empty([Values] bool bigEndian)
    {
        using BtfObject baseObject = SampleBtf.EveryKind(bigEndian).ToObject();
        byte[] data = new BtfBuilder(baseObject).ToArray();
        using BtfObject split = BtfObject.FromMemory(data, baseObject);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((split.TypeCount, split.FirstTypeId, split.NextTypeId), Is.EqualTo((0, 20, 20)));
            Assert.That(split[8].Name.ToString(), Is.EqualTo("number_t"));
            Assert.That(split.FindType("number_t", BtfKind.Typedef), Is.EqualTo(baseObject[8]));
        }

        Rejection.Expect(Rejection.Of(data), BtfErrorCode.BadStringSection, 24, 0, "open it with its base");
    }

    [Test]
    public void A_disposed_base_is_refused()
    {
        BtfObject baseObject = SampleBtf.EveryKind().ToObject();
        byte[] data = new BtfBuilder(baseObject).ToArray();
        using TemporaryFolder folder = new();
        string path = folder.Write("split", data);
        baseObject.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => BtfObject.FromMemory(data, baseObject), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => BtfObject.TryFromMemory(data, out _, out _, baseObject), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => BtfObject.OpenSplit(path, baseObject), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => BtfObject.TryOpenSplit(path, baseObject, out _, out _), Throws.TypeOf<ObjectDisposedException>());
        }
    }

    [Test]
    public void No_base_is_not_a_base()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => BtfObject.OpenSplit("file", null!), Throws.ArgumentNullException);
            Assert.That(() => BtfObject.TryOpenSplit("file", null!, out _, out _), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void A_split_reads_the_same_over_a_base_in_other_memory([Values] bool bigEndian)
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        using BtfObject memory = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder module = new(memory);
        module.AddStruct("pair", 8, ("first", 8u, 0), ("own", 4u, 32));
        module.AddTypedef("own", 20);
        using TemporaryFolder folder = new();
        using BtfObject file = BtfObject.Open(folder.Write("kernel", kernel.ToArray()));
        using BtfObject overMemory = BtfObject.FromMemory(module.ToArray(), memory);
        using BtfObject overFile = BtfObject.OpenSplit(folder.Write("module", module.ToArray()), file);

        Assert.That(Walker.Everything(overFile), Is.EqualTo(Walker.Everything(overMemory)));
        Assert.That(overFile.FindTypes("pair").Count(), Is.EqualTo(2));
    }
}

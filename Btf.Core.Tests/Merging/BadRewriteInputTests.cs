using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Merging;

/// <summary>Objects that cannot be rewritten are refused with the reason, and the input does not change.</summary>
[TestFixture]
public sealed class BadRewriteInputTests
{
    private const int LongName = 4096;

    private static readonly (string Name, Action<BtfObject> Run)[] Operations =
    [
        ("dedup", btf => BtfDeduplicator.Run(btf).Dispose()),
        ("concatenate", btf => BtfMerger.Concatenate(btf, btf).Dispose()),
        ("permute", btf => btf.Permute([.. Enumerable.Range(0, btf.TypeCount + 1).Select(id => (uint)id)]).Dispose()),
        ("sort", btf => btf.SortByName().Dispose()),
        ("strip", btf => btf.Strip(_ => false).Dispose()),
    ];

    [Test]
    public void An_id_past_the_end_is_named_with_its_type_by_every_operation()
    {
        foreach ((string name, Action<BtfObject> run) in Operations)
        {
            var builder = new BtfBuilder();
            builder.AddInt("int", 4, BtfIntEncoding.Signed);
            builder.AddStruct("s", 8, ("a", 1u, 0), ("b", 77u, 32));
            Refuses(name, run, builder.ToRawArray(), BtfErrorCode.TypeIdOutOfRange, 2);
        }
    }

    [Test]
    public void A_name_past_the_strings_is_named_with_its_type_by_every_operation_that_writes_names()
    {
        foreach ((string name, Action<BtfObject> run) in Operations.Where(operation => operation.Name is not "sort"))
        {
            var builder = new BtfBuilder();
            builder.AddInt("int", 4, BtfIntEncoding.Signed);
            builder.AddRaw(100_000, RawBtf.Info(BtfKind.Typedef), 1);
            Refuses(name, run, builder.ToArray(), BtfErrorCode.NameOffsetOutOfRange, 2);
        }
    }

    [Test]
    public void Loops_are_rewritten_as_they_are()
    {
        var builder = new BtfBuilder();
        builder.AddPointer(2);
        builder.AddPointer(1);
        builder.AddTypedef("loop", 3);
        builder.AddArray(4, 4, 2);
        builder.AddStruct("inside_itself", 4, ("a", 5u, 0));
        byte[] data = builder.ToArray();
        foreach ((string name, Action<BtfObject> run) in Operations)
        {
            using BtfObject btf = BtfObject.FromMemory(data);
            Assert.That(() => run(btf), Throws.Nothing, name);
        }
    }

    [Test]
    public void An_empty_section_that_is_said_to_start_behind_the_end_is_no_error()
    {
        byte[] data = Convert.FromHexString("9FEB010020000000000000280000000000000000000000000000000000000000");
        using BtfObject kernel = BtfObject.FromMemory(Kernel(bigEndian: false));
        foreach ((string name, Action<BtfObject> run) in Operations.Where(operation => operation.Name is not "permute"))
        {
            using BtfObject btf = BtfObject.FromMemory(data, kernel);
            Assert.That(() => run(btf), Throws.Nothing, name);
        }

        using BtfObject split = BtfObject.FromMemory(data, kernel);
        split.Permute([]).Dispose();
        using BtfObject turned = BtfObject.FromMemory(Kernel(bigEndian: true));
        split.ChangeByteOrder(BtfByteOrder.BigEndian, turned).Dispose();
    }

    [Test]
    public void Names_of_4_KB_are_kept()
    {
        var builder = new BtfBuilder();
        string name = new('n', LongName);
        builder.AddStruct(name, 4, (name + "m", builder.AddInt("int", 4, BtfIntEncoding.Signed), 0));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        using BtfConcatenation twice = BtfMerger.Concatenate(btf, btf);
        using BtfDeduplication once = BtfDeduplicator.Run(twice.Result);
        using BtfRewrite sorted = once.Result.SortByName();

        BtfType type = sorted.Result.FindType(name, BtfKind.Struct);
        Assert.That(sorted.Result.TypeCount, Is.EqualTo(2));
        Assert.That(type.AsComposite().Members[0].Name.ToString(), Is.EqualTo(name + "m"));
    }

    [TestCase(new uint[] { 0, 1 }, "There are 2 new ids; 3 are needed.")]
    [TestCase(new uint[] { 1, 0, 2 }, "must be 0")]
    [TestCase(new uint[] { 0, 1, 1 }, "New id 1 is given twice")]
    [TestCase(new uint[] { 0, 0, 1 }, "New id 0 is not one of the object's own, 1 to 2")]
    [TestCase(new uint[] { 0, 1, 3 }, "New id 3 is not one of the object's own, 1 to 2")]
    public void A_map_that_is_no_permutation_is_refused(uint[] map, string reason)
    {
        var builder = new BtfBuilder();
        builder.AddPointer(builder.AddInt("int", 4, BtfIntEncoding.Signed));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        Assert.That(() => btf.Permute(map), Throws.ArgumentException.With.Message.Contains(reason));
    }

    [Test]
    public void Objects_of_other_bases_and_byte_orders_are_not_put_together()
    {
        using BtfObject one = BtfObject.FromMemory(Kernel(bigEndian: false));
        using BtfObject other = BtfObject.FromMemory(Kernel(bigEndian: false));
        using BtfObject big = BtfObject.FromMemory(Kernel(bigEndian: true));
        using BtfObject module = Module(one);
        using BtfObject foreign = Module(other);

        Assert.That(() => BtfMerger.Concatenate(module, foreign), Throws.ArgumentException.With.Message.Contains("another base"));
        Assert.That(() => BtfMerger.Concatenate(one, big), Throws.ArgumentException.With.Message.Contains("BigEndian"));
        Assert.That(() => BtfMerger.Concatenate(), Throws.ArgumentException);
        Assert.That(() => one.Distill(), Throws.ArgumentException.With.Message.Contains("no base"));
    }

    [Test]
    public void A_closed_input_is_named()
    {
        BtfObject btf = BtfObject.FromMemory(Kernel(bigEndian: false));
        btf.Dispose();
        foreach ((string name, Action<BtfObject> run) in Operations.Where(operation => operation.Name is not "permute"))
        {
            Assert.That(() => run(btf), Throws.TypeOf<ObjectDisposedException>(), name);
        }
    }

    private static byte[] Kernel(bool bigEndian)
    {
        var builder = new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddInt("int", 4, BtfIntEncoding.Signed);
        return builder.ToArray();
    }

    private static BtfObject Module(BtfObject kernel)
    {
        var split = new BtfBuilder(kernel);
        split.AddStruct("s", 4, ("a", 1u, 0));
        return split.ToObject();
    }

    private static void Refuses(string name, Action<BtfObject> run, byte[] data, BtfErrorCode code, uint typeId)
    {
        byte[] copy = [.. data];
        using BtfObject btf = BtfObject.FromMemory(data);
        BtfFormatException? error = Assert.Throws<BtfFormatException>(() => run(btf), name);
        Assert.That((error!.Error.Code, error.Error.TypeId), Is.EqualTo((code, typeId)), name);
        Assert.That(error.Error.ByteOffset, Is.GreaterThan(0), name);
        Assert.That(data, Is.EqualTo(copy), name);
    }
}

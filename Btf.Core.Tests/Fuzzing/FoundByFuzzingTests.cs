using Btf.Compression;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Faults that fuzzing found, with the smallest inputs.</summary>
[TestFixture]
public sealed class FoundByFuzzingTests
{
    [Test]
    public void A_member_that_points_to_a_prototype_that_returns_the_pointer_is_laid_out()
    {
        BtfBuilder builder = new();
        builder.AddPointer(2);
        builder.AddFunctionPrototype(1, ("f", 1u));
        builder.AddStruct("s", 8, ("call", 1u, 0));
        using BtfObject btf = builder.ToObject();

        string text = CText.LayoutOf(btf[3]);

        Assert.That(text, Does.StartWith("struct s {").And.Contain("(*call)"));
        Assert.That(text, Has.Length.LessThan(1 << 14));
    }

    [Test]
    public void A_base_type_below_all_that_a_split_object_refers_to_has_no_referrers()
    {
        BtfBuilder lower = new();
        lower.AddInt("a", 4);
        lower.AddInt("b", 4);
        using BtfObject lowerObject = lower.ToObject();
        BtfBuilder upper = new(lowerObject);
        upper.AddPointer(2);
        using BtfObject btf = upper.ToObject();

        Assert.That((btf.FindReferrers(btf[1]).Count(), btf.FindReferrers(btf[2]).Count()), Is.EqualTo((0, 1)));
    }

    [Test]
    public void The_text_of_a_looping_type_takes_little_memory_to_make([Values("array", "tag")] string kind)
    {
        BtfBuilder builder = new();
        _ = kind == "array" ? builder.AddArray(1, 1, 8) : builder.AddTypeTag("tag", 1);
        using BtfObject btf = builder.ToObject();
        _ = btf[1].ToString();
        long before = GC.GetAllocatedBytesForCurrentThread();

        string text = btf[1].ToString();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        Assert.That(text, Has.Length.LessThan(1 << 14));
    }

    [Test]
    public void Places_that_look_like_bzip2_take_little_memory_to_try()
    {
        BtfCompression.Register();
        byte[] data = [.. Enumerable.Repeat("BZh91AY&SY1234"u8.ToArray(), 100).SelectMany(place => place)];

        long allocated = AllocatedBy([.. "abcd"u8, .. new byte[] { 0xFF, 0xFE }, .. data]);

        Assert.That(allocated, Is.LessThan(20 << 20));
    }

    [Test]
    public void Four_layers_of_bzip2_take_a_decoder_each_and_no_more()
    {
        BtfCompression.Register();
        Wrapper wrapper = new(new Random(1));
        byte[] data = [1, 2, 3];
        for (int layers = 0; layers < 4; layers++)
        {
            data = wrapper.Wrap("bzip2", data);
        }

        Assert.That(AllocatedBy(data), Is.LessThan(4 * (6 << 20)));
    }

    private static long AllocatedBy(byte[] data)
    {
        _ = BtfObject.TryFromMemory(data, out _, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(BtfObject.TryFromMemory(data, out _, out _), Is.False);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class PointerSizeTests(bool bigEndian)
{
    [TestCase("long")]
    [TestCase("long int")]
    [TestCase("int long")]
    [TestCase("unsigned long")]
    [TestCase("long unsigned")]
    [TestCase("unsigned long int")]
    [TestCase("unsigned int long")]
    [TestCase("long unsigned int")]
    [TestCase("long int unsigned")]
    [TestCase("int unsigned long")]
    [TestCase("int long unsigned")]
    public void It_is_that_of_long_however_it_is_spelled(string name)
    {
        foreach (uint size in (uint[])[4, 8])
        {
            BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
            builder.AddInt("int", 4);
            builder.AddInt("long long", 8);
            builder.AddInt(name, size);
            using BtfObject btf = builder.ToObject();

            Assert.That(btf.PointerSize, Is.EqualTo(size));
        }
    }

    [TestCase("long long", 8u)]
    [TestCase("long long int", 8u)]
    [TestCase("unsigned", 4u)]
    [TestCase("int", 4u)]
    [TestCase("longer", 8u)]
    [TestCase("long double", 8u)]
    [TestCase("", 8u)]
    [TestCase("long", 2u)]
    [TestCase("long", 16u)]
    public void It_is_0_where_no_long_of_4_or_8_bytes_tells(string name, uint size)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddRaw(builder.AddString(name), RawBtf.Info(BtfKind.Int), size, 32);
        builder.AddTypedef("long", 1);
        using BtfObject btf = builder.ToObject();

        Assert.That(btf.PointerSize, Is.Zero);
    }

    [Test]
    public void The_first_long_tells()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddInt("long", 4);
        builder.AddInt("unsigned long", 8);
        using BtfObject btf = builder.ToObject();

        Assert.That(btf.PointerSize, Is.EqualTo(4));
    }

    [Test]
    public void It_can_be_given_as_4_or_8_and_nothing_else()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddInt("long", 8);

        using (Assert.EnterMultipleScope())
        {
            foreach (int size in (int[])[4, 8])
            {
                using BtfObject btf = BtfObject.FromMemory(builder.ToArray(), options: new BtfOpenOptions { PointerSize = size });
                Assert.That(btf.PointerSize, Is.EqualTo(size));
            }

            foreach (int size in (int[])[-1, 2, 5, 16, int.MaxValue])
            {
                Assert.That(() => new BtfOpenOptions { PointerSize = size }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ActualValue").EqualTo(size));
            }
        }
    }

    [Test]
    public void A_split_inherits_it_from_the_base()
    {
        BtfBuilder kernel = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        kernel.AddInt("long", 8);
        using BtfObject baseObject = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder module = new(baseObject);
        module.AddInt("unsigned long", 4);
        using BtfObject given = BtfObject.FromMemory(kernel.ToArray(), options: new BtfOpenOptions { PointerSize = 4 });
        using BtfObject inferred = BtfObject.FromMemory(module.ToArray(), baseObject);
        using BtfObject inherited = BtfObject.FromMemory(module.ToArray(), given);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(inferred.PointerSize, Is.EqualTo(8));
            Assert.That(inherited.PointerSize, Is.EqualTo(4));
        }
    }

    [Test]
    public void A_split_tells_it_itself_where_the_base_does_not()
    {
        BtfBuilder kernel = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        using BtfObject baseObject = kernel.ToObject();
        BtfBuilder module = new(baseObject);
        module.AddInt("unsigned long", 4);
        using BtfObject split = module.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(split.PointerSize, Is.EqualTo(4));
            Assert.That(baseObject.PointerSize, Is.Zero);
        }
    }

    [Test]
    public void The_running_kernels_is_this_machines()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());

        Assert.That(kernel.PointerSize, Is.EqualTo(IntPtr.Size));
    }
}

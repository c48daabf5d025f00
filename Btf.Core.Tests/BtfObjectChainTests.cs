using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfObjectChainTests(bool bigEndian)
{
    private BtfObject _kernel;
    private BtfObject _module;
    private BtfObject _program;

    [OneTimeSetUp]
    public void Open()
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        _kernel = kernel.ToObject();
        BtfBuilder module = new(_kernel);
        module.AddStruct("pair", 4, ("own", 1u, 0));
        module.AddTypedef("number_t", 20);
        _module = module.ToObject();
        BtfBuilder program = new(_module);
        program.AddPointer(20);
        program.AddForward("pair");
        program.AddFunction("entry", 13);
        _program = program.ToObject();
    }

    [OneTimeTearDown]
    public void Close()
    {
        _program.Dispose();
        _module.Dispose();
        _kernel.Dispose();
    }

    [Test]
    public void Ids_go_on_from_the_base()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((_kernel.FirstTypeId, _kernel.NextTypeId, _kernel.TypeCount), Is.EqualTo((1u, 20u, 19)));
            Assert.That((_module.FirstTypeId, _module.NextTypeId, _module.TypeCount), Is.EqualTo((20u, 22u, 2)));
            Assert.That((_program.FirstTypeId, _program.NextTypeId, _program.TypeCount), Is.EqualTo((22u, 25u, 3)));
            Assert.That(_program.Base, Is.SameAs(_module));
            Assert.That(_module.Base, Is.SameAs(_kernel));
        }
    }

    [Test]
    public void Types_are_its_own_and_all_types_those_of_the_chain()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(_program.Types), Is.EqualTo([22u, 23u, 24u]));
            Assert.That(Ids(_program.AllTypes), Is.EqualTo(Enumerable.Range(1, 24)));
            Assert.That(Ids(_module.Types), Is.EqualTo([20u, 21u]));
            Assert.That(Ids(_module.AllTypes), Is.EqualTo(Enumerable.Range(1, 21)));
        }
    }

    [Test]
    public void A_type_of_a_base_is_the_bases_own()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_program[4], Is.EqualTo(_kernel[4]));
            Assert.That(_program[4].Object, Is.SameAs(_kernel));
            Assert.That(_program[20].Object, Is.SameAs(_module));
            Assert.That(_program[22].Object, Is.SameAs(_program));
            Assert.That(_program[0], Is.EqualTo(_kernel[0]));
            Assert.That(_program.TryGetType(21, out BtfType type) && type == _module[21], Is.True);
        }
    }

    [Test]
    public void Names_may_be_in_a_bases_strings()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_program[23].Name.ToString(), Is.EqualTo("pair"));
            Assert.That(_program[23].Name.Offset, Is.EqualTo(_kernel[4].Name.Offset));
            Assert.That(_program[23].Name == _kernel[4].Name, Is.True);
            Assert.That(_program[24].Name.ToString(), Is.EqualTo("entry"));
            Assert.That(_module[20].AsComposite().Members[0].Name.ToString(), Is.EqualTo("own"));
        }
    }

    [Test]
    public void An_unknown_id_is_refused_by_each_with_its_own_range()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => _program[25], Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("from 0 to 24"));
            Assert.That(() => _module[22], Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("from 0 to 21"));
            Assert.That(_module.TryGetType(22, out _), Is.False);
        }
    }

    [Test]
    public void A_name_is_found_in_the_whole_chain_and_ids_ascend()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_program.FindTypes("pair").ToIds(), Is.EqualTo([4u, 20u, 23u]));
            Assert.That(_module.FindTypes("pair").ToIds(), Is.EqualTo([4u, 20u]));
            Assert.That(_kernel.FindTypes("pair").ToIds(), Is.EqualTo([4u]));
            Assert.That(_program.FindTypes("number_t").ToIds(), Is.EqualTo([8u, 21u]));
            Assert.That(_program.FindTypes("entry").ToIds(), Is.EqualTo([24u]));
            Assert.That(_module.FindTypes("entry").Count(), Is.Zero);
            Assert.That(_program.FindType("pair", BtfKind.Fwd).Object, Is.SameAs(_program));
            Assert.That(_program.FindType("pair", BtfKind.Struct).Object, Is.SameAs(_kernel));
        }
    }

    [Test]
    public void A_base_of_another_byte_order_is_refused()
    {
        byte[] other = new BtfBuilder { ByteOrder = ByteOrders.Of(!bigEndian) }.ToArray();

        Assert.That(
            () => BtfObject.FromMemory(other, _kernel),
            Throws.TypeOf<BtfFormatException>().With.Property("Error").Property("Code").EqualTo(BtfErrorCode.BaseMismatch));
    }

    [Test]
    public void A_split_can_be_a_bare_header()
    {
        using BtfObject empty = new BtfBuilder(_kernel).ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty.TypeCount, Is.Zero);
            Assert.That(empty.FirstTypeId, Is.EqualTo(20));
            Assert.That(empty.AllTypes.Count, Is.EqualTo(19));
            Assert.That(empty[4].Name.ToString(), Is.EqualTo("pair"));
            Assert.That(empty.FindTypes("pair").ToIds(), Is.EqualTo([4u]));
        }
    }

    private static List<uint> Ids(BtfTypeList types)
    {
        List<uint> ids = [];
        foreach (BtfType type in types)
        {
            ids.Add(type.Id);
        }

        return ids;
    }
}

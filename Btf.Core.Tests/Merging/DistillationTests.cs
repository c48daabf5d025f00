using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Merging;

/// <summary>What a distillation keeps of a base, and the ids that it gives.</summary>
[TestFixture]
public sealed class DistillationTests
{
    [Test]
    public void Every_old_id_has_its_new_one()
    {
        BtfBuilder below = new();
        uint number = below.AddInt("int", 4, BtfIntEncoding.Signed);
        uint unused = below.AddInt("unused", 8);
        uint structure = below.AddStruct("task", 16, ("pid", number, 0));
        uint pointer = below.AddPointer(structure);
        using BtfObject kernel = below.ToObject();
        BtfBuilder own = new(kernel);
        uint first = own.AddTypedef("task_ref", pointer);
        uint second = own.AddStruct("holder", 8, ("task", first, 0));
        using BtfObject module = own.ToObject();

        using BtfDistillation result = module.Distill();

        uint[] old = [0, number, unused, structure, pointer, first, second];
        Assert.That(old.Select(result.Map), Is.EqualTo(new uint[] { 0, 0, 0, 1, 4, 2, 3 }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Base[1].ToString(), Does.StartWith("struct task"));
            Assert.That(result.Base[1].SizeInBytes, Is.EqualTo(16));
            Assert.That(result.Split[4].Target.Id, Is.EqualTo(1));
            Assert.That(() => result.Map(module.NextTypeId), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => result.Map(uint.MaxValue), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    /// <summary>Few names of the base are found one by one, many by numbering all of its strings.</summary>
    [TestCase(3)]
    [TestCase(3_000)]
    public void Names_are_those_of_the_module(int members)
    {
        BtfBuilder below = new();
        uint number = below.AddInt("int", 4, BtfIntEncoding.Signed);
        for (int i = 0; i < 5_000; i++)
        {
            _ = below.AddTypedef($"name{i}", number);
        }

        using BtfObject kernel = below.ToObject();
        BtfBuilder own = new(kernel);
        string[] names = [.. Enumerable.Range(0, members).Select(i => $"name{i}"), "its_own"];
        BtfBuilderMember[] fields = [.. names.Select((name, i) => new BtfBuilderMember(name, number, (uint)i * 32))];
        uint structure = own.AddStruct("holder", (uint)(4 * fields.Length), fields);
        using BtfObject module = own.ToObject();

        using BtfDistillation result = module.Distill();

        BtfElementList<BtfMember> kept = result.Split[result.Map(structure)].AsComposite().Members;
        Assert.That(kept.Select(member => member.Name.ToString()), Is.EqualTo(names));
        Assert.That(result.Base.TypeCount, Is.EqualTo(1));
        Assert.That(result.Split.Header.StringLength, Is.EqualTo(names.Append("holder").Sum(name => name.Length + 1)));
    }

    [Test]
    public void A_base_that_is_itself_split_is_distilled_as_one()
    {
        BtfBuilder lowest = new();
        uint number = lowest.AddInt("int", 4, BtfIntEncoding.Signed);
        using BtfObject kernel = lowest.ToObject();
        BtfBuilder middle = new(kernel);
        uint structure = middle.AddStruct("middle", 4, ("first", number, 0));
        using BtfObject below = middle.ToObject();
        BtfBuilder top = new(below);
        uint holder = top.AddStruct("top", 16, ("number", number, 0), ("first", structure, 32), ("middle", number, 64));
        using BtfObject module = top.ToObject();

        using BtfDistillation result = module.Distill();

        Assert.That(new[] { number, structure, holder }.Select(result.Map), Is.EqualTo(new uint[] { 1, 2, 3 }));
        Assert.That(string.Join(", ", result.Split[3].AsComposite().Members.Select(member => $"{member.Name} {member.Type.Name}")), Is.EqualTo("number int, first middle, middle int"));
    }

    /// <summary>Only the name and size of a named structure are read.</summary>
    [Test]
    public void A_structure_of_the_base_may_have_members_of_types_that_do_not_exist()
    {
        BtfBuilder below = new();
        uint structure = below.AddRaw(below.AddString("broken"), RawBtf.Info(BtfKind.Struct, 1), 8, below.AddString("member"), 77, 0);
        using BtfObject kernel = below.OpenRaw();
        BtfBuilder own = new(kernel);
        uint pointer = own.AddPointer(structure);
        using BtfObject module = own.ToObject();

        using BtfDistillation result = module.Distill();

        Assert.That((result.Base[1].Name.ToString(), result.Base[1].SizeInBytes, result.Map(pointer)), Is.EqualTo(("broken", 8u, 2u)));
    }

    /// <summary>Without a bound, the end of the long string would be looked for, or its tail written, for each of the names.</summary>
    [Test]
    public void Very_many_tails_of_one_long_string_are_kept_as_they_are()
    {
        const int length = 2_000_000;
        const int count = 300_000;
        BtfBuilder below = new();
        uint number = below.AddInt("int", 4, BtfIntEncoding.Signed);
        using BtfObject kernel = below.ToObject();
        BtfBuilder own = new(kernel);
        uint text = own.AddString(new string('x', length));
        for (uint i = 0; i < count; i++)
        {
            _ = own.AddRaw(text + i, RawBtf.Info(BtfKind.Typedef), number);
        }

        using BtfObject module = own.OpenRaw();

        using BtfDistillation result = module.Distill();

        Assert.That(result.Split.Header.StringLength, Is.LessThan(2 * length));
        foreach (uint i in new uint[] { 0, 1, 77_777, count - 1 })
        {
            Assert.That(result.Split[result.Map(module.FirstTypeId + i)].Name.Utf8.Length, Is.EqualTo(length - (int)i));
        }
    }
}

using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A split of a split of a base, in both byte orders.</summary>
[TestFixture]
public sealed class SplitChainTests
{
    [Test]
    public void Ids_go_on_from_base_to_base([Values] bool bigEndian)
    {
        using SplitChain chain = new(bigEndian);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((chain.Root.FirstTypeId, chain.Root.NextTypeId), Is.EqualTo((1u, chain.Middle.FirstTypeId)));
            Assert.That(chain.Top.FirstTypeId, Is.EqualTo(chain.Middle.NextTypeId));
            Assert.That(chain.Top.Types.Count, Is.EqualTo(4));
            Assert.That(chain.Top.AllTypes.Count, Is.EqualTo(chain.Root.TypeCount + chain.Middle.TypeCount + chain.Top.TypeCount));
            Assert.That(chain.Top.TryGetType(chain.Top.NextTypeId, out _), Is.False);
            Assert.That(chain.Middle.TryGetType(chain.Top.FirstTypeId, out _), Is.False);
            Assert.That(chain.Top[0].IsVoid, Is.True);
        }
    }

    [Test]
    public void A_type_belongs_to_the_object_that_holds_it([Values] bool bigEndian)
    {
        using SplitChain chain = new(bigEndian);

        foreach (BtfObject part in (BtfObject[])[chain.Root, chain.Middle, chain.Top])
        {
            foreach (BtfType type in part.Types)
            {
                Assert.That(chain.Top[type.Id], Is.EqualTo(type));
                Assert.That(chain.Top[type.Id].Object, Is.SameAs(part));
            }
        }
    }

    [Test]
    public void Equal_names_are_found_in_ascending_order_of_their_ids([Values] bool bigEndian)
    {
        using SplitChain chain = new(bigEndian);
        uint[] everywhere = [SplitChain.RootShared, SplitChain.MiddleShared, SplitChain.TopShared];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(LookupAnswers.Gives(chain.Top, "shared", everywhere));
            Assert.That(LookupAnswers.Gives(chain.Middle, "shared", everywhere[..2]));
            Assert.That(LookupAnswers.Gives(chain.Root, "shared", everywhere[..1]));
            Assert.That(LookupAnswers.Gives(chain.Top, "stored_again", [SplitChain.RootShared + 1, SplitChain.TopShared + 1]));
            Assert.That(LookupAnswers.Gives(chain.Top, "", [SplitChain.MiddleShared + 1, SplitChain.TopShared + 2]));
            Assert.That(LookupAnswers.Gives(chain.Root, "only_on_top", []));
            Assert.That(LookupAnswers.Gives(chain.Top, "only_on_top", [SplitChain.TopShared + 3]));
        }
    }

    [Test]
    public void Every_name_finds_the_ids_of_a_walk([Values] bool bigEndian)
    {
        using SplitChain chain = new(bigEndian);
        NameList names = new(chain.Top, new NameList(chain.Middle, new NameList(chain.Root)));

        Assert.That(names.OwnNames.Append("int").Where(name => !LookupAnswers.Gives(chain.Top, name, names.Find(name))), Is.Empty);
    }

    [Test]
    public void Names_and_types_are_read_through_the_chain([Values] bool bigEndian)
    {
        using SplitChain chain = new(bigEndian);
        BtfComposite top = chain.Top[SplitChain.TopShared].AsComposite();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(top.Members[0].Name == "from_root");
            Assert.That(top.Members[1].Name == "from_middle");
            Assert.That(top.Members[2].Name == "from_top");
            Assert.That(top.Members[0].Type.Object, Is.SameAs(chain.Root));
            Assert.That(top.Members[1].Type.Object, Is.SameAs(chain.Middle));
            Assert.That(top.Members[2].Type.Object, Is.SameAs(chain.Top));
            Assert.That(top.Members[1].Type.Target.Underlying.Name == "int");
            Assert.That(chain.Top.PointerSize, Is.EqualTo(8));
        }
    }

    // Names are not compared, because a libbpf before multi-split BTF counts the third object's string offsets from only the second's length.
    [Test]
    public void Libbpf_reads_the_same_records([Values] bool bigEndian)
    {
        using SplitChain chain = new(bigEndian);
        using LibbpfObject root = LibbpfObject.Open(chain.Bytes[0]);
        using LibbpfObject middle = LibbpfObject.Open(chain.Bytes[1], root);
        using LibbpfObject top = LibbpfObject.Open(chain.Bytes[2], middle);

        Assert.That(chain.Top.NextTypeId, Is.EqualTo(top.TypeCount));
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfType type in chain.Top.AllTypes)
            {
                LibbpfRecord? record = top.Record(type.Id);
                Assert.That(type.NameOffset, Is.EqualTo(record?.NameOffset), $"[{type.Id}]");
                Assert.That(type.SizeOrType, Is.EqualTo(record?.SizeOrType), $"[{type.Id}]");
                Assert.That((uint)type.Kind, Is.EqualTo(record?.Kind), $"[{type.Id}]");
            }
        }
    }
}

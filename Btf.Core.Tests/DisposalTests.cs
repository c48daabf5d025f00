using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class DisposalTests
{
    [Test]
    public void Every_call_that_reads_answers_ObjectDisposedException_afterwards(
        [Values] SampleMemory memory, [Values] bool bigEndian, [Values] bool split)
    {
        using SurfaceSample sample = new(bigEndian, split, memory);
        sample.Close();

        AssertDisposed(sample, SurfaceTable.Calls);
    }

    [Test]
    public void Every_call_of_an_object_without_an_index_answers_ObjectDisposedException_afterwards([Values] bool split)
    {
        using SurfaceSample sample = new(bigEndian: false, split, lookup: NameLookup.Scan);
        sample.Close();

        AssertDisposed(sample, SurfaceTable.Calls);
    }

    [Test]
    public void A_collection_answers_for_itself_also_where_its_objects_were_lent_and_stay_open([Values] bool split)
    {
        using SurfaceSample sample = new(bigEndian: false, split);
        sample.Collections.Dispose();

        AssertDisposed(
            sample,
            SurfaceTable.Calls.Where(call => call.Member.StartsWith("BtfCollection", StringComparison.Ordinal) && call.Member != "BtfCollectionMatch.ToString()"));
    }

    [Test]
    public void An_object_can_be_disposed_twice([Values] SampleMemory memory)
    {
        using SurfaceSample sample = new(bigEndian: false, split: false, memory);
        bool before = sample.Object.IsDisposed;
        sample.Object.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.False);
            Assert.That(() => sample.Object.Dispose(), Throws.Nothing);
            Assert.That(sample.Object.IsDisposed, Is.True);
        }
    }

    [Test]
    public void A_split_whose_base_is_disposed_answers_for_its_own_types_only([Values] bool bigEndian)
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        using BtfObject baseObject = kernel.ToObject();
        BtfBuilder module = new(baseObject);
        uint own = module.AddStruct("own", 4, ("pair", 1u, 0));
        uint alias = module.AddTypedef("alias", own);
        using BtfObject split = BtfObject.FromMemory(module.ToArray(), baseObject);
        baseObject.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(split[own].Name.ToString(), Is.EqualTo("own"));
            Assert.That(split[alias].Target, Is.EqualTo(split[own]));
            Assert.That(split[own].AsComposite().Members[0].TypeId, Is.EqualTo(1));
            Assert.That(split.Types.Count, Is.EqualTo(2));
            Assert.That(split.Base, Is.SameAs(baseObject));
            Assert.That(() => split[1], Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => split[0], Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => split.TryGetType(1, out _), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => split[own].AsComposite().Members[0].Type, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => split[own].AsComposite().Members[0].Name.Utf8.Length, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => split.FindTypes("own"), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => BtfObject.FromMemory(module.ToArray(), baseObject), Throws.TypeOf<ObjectDisposedException>());
        }
    }

    [Test]
    public void A_base_stays_open_when_its_split_is_disposed()
    {
        using SurfaceSample sample = new(bigEndian: false, split: true);
        BtfObject baseObject = sample.Object.Base!;
        BtfType inherited = sample.Object[1];
        sample.Object.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(baseObject[1].Name.ToString(), Is.EqualTo("int"));
            Assert.That(inherited.Name.ToString(), Is.EqualTo("int"));
        }
    }

    [Test]
    public void A_span_that_is_still_held_can_be_read([Values] SampleMemory memory)
    {
        using SurfaceSample sample = new(bigEndian: false, split: false, memory);
        ReadOnlySpan<byte> name = sample.Name.Utf8;
        sample.Object.Dispose();

        bool zeros = name.SequenceEqual(new byte[name.Length]);
        Assert.That(zeros || name.SequenceEqual("pair"u8), Is.True);
        GC.KeepAlive(sample);
    }

    private static void AssertDisposed(SurfaceSample sample, IEnumerable<SurfaceCall> calls)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (SurfaceCall call in calls)
            {
                Assert.That(
                    () => call.Call(sample),
                    call.Traits.HasFlag(SurfaceTraits.ReadsNothing) ? Throws.Nothing : Throws.TypeOf<ObjectDisposedException>(),
                    call.Member);
            }
        }
    }
}

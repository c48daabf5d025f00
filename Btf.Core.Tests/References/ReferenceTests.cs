using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class ReferenceTests
{
    [Test]
    public void A_type_that_refers_several_times_is_one_referrer()
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4);
        uint pair = builder.AddStruct("pair", 8, ("a", number, 0), ("b", number, 32));
        uint array = builder.AddArray(number, number, 2);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        Assert.That(Ids(btf.FindReferrers(btf[number])), Is.EqualTo(new[] { pair, array }));
    }

    [Test]
    public void A_module_is_asked_for_its_own_referrers_to_a_type_of_the_kernel()
    {
        BtfBuilder builder = SampleBtf.EveryKind();
        using BtfObject kernel = BtfObject.FromMemory(builder.ToArray());
        BtfBuilder split = new(kernel);
        uint pointer = split.AddPointer(4);
        using BtfObject module = BtfObject.FromMemory(split.ToArray(), kernel);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(kernel.FindReferrers(kernel[4])).Single(), Is.EqualTo(17));
            Assert.That(Ids(module.FindReferrers(kernel[4])), Is.EqualTo(new[] { 17u, pointer }));
            Assert.That(module.FindReferrers(module[4]).Count(), Is.EqualTo(2));
        }
    }

    [Test]
    public void Void_has_referrers_but_three_dots_are_none()
    {
        var builder = new BtfBuilder();
        uint pointer = builder.AddPointer(0);
        uint number = builder.AddInt("int", 4);
        uint prints = builder.AddFunctionPrototype(number, ("format", pointer), ("", 0u));
        uint ends = builder.AddFunctionPrototype(0);
        uint print = builder.AddFunction("printk", prints);
        uint end = builder.AddFunction("panic", ends);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(btf.FindReferrers(btf[0])), Is.EqualTo(new[] { pointer, ends }));
            Assert.That(Ids(btf.FindFunctionsTaking(btf[0])), Is.EqualTo(new[] { print }));
            Assert.That(Ids(btf.FindFunctionsReturning(btf[0])), Is.EqualTo(new[] { end }));
        }
    }

    [Test]
    public void A_function_takes_a_type_past_pointers_qualifiers_typedefs_and_tags_but_not_past_arrays_or_members()
    {
        var builder = new BtfBuilder();
        uint buffer = builder.AddStruct("sk_buff", 0);
        uint deep = builder.AddTypedef("skb_ref", builder.AddConst(builder.AddPointer(builder.AddPointer(builder.AddTypeTag("rcu", buffer)))));
        uint user = builder.AddFunction("deep", builder.AddFunctionPrototype(0, ("skb", deep)));
        uint twice = builder.AddFunction("twice", builder.AddFunctionPrototype(0, ("a", builder.AddPointer(buffer)), ("b", deep)));
        builder.AddFunction("member", builder.AddFunctionPrototype(0, ("x", builder.AddStruct("holder", 8, ("skb", deep, 0)))));
        builder.AddFunction("array", builder.AddFunctionPrototype(0, ("x", builder.AddArray(deep, deep, 1))));
        uint made = builder.AddFunction("made", builder.AddFunctionPrototype(builder.AddPointer(buffer)));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(btf.FindFunctionsTaking(btf[buffer])), Is.EqualTo(new[] { user, twice }));
            Assert.That(Ids(btf.FindFunctionsTaking(btf[deep])), Is.EqualTo(new[] { user, twice }));
            Assert.That(btf.FindFunctionsTaking(btf[buffer]).Count(), Is.EqualTo(2));
            Assert.That(Ids(btf.FindFunctionsReturning(btf[buffer])), Is.EqualTo(new[] { made }));
        }
    }

    [Test]
    public void A_type_of_another_object_is_refused()
    {
        byte[] blob = SampleBtf.EveryKind().ToArray();
        using BtfObject kernel = BtfObject.FromMemory(blob);
        BtfBuilder split = new(kernel);
        uint added = split.AddPointer(1);
        using BtfObject other = BtfObject.FromMemory(blob);
        using BtfObject module = split.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => kernel.FindReferrers(other[1]), Throws.ArgumentException);
            Assert.That(() => kernel.FindReferrers(other[0]), Throws.ArgumentException);
            Assert.That(() => kernel.FindFunctionsTaking(module[added]), Throws.ArgumentException);
            Assert.That(() => kernel.FindFunctionsReturning(default), Throws.ArgumentException);
            Assert.That(() => kernel.FindDeclTags(other[4]), Throws.ArgumentException);
            Assert.That(() => kernel.IsKfunc(other[12]), Throws.ArgumentException);
        }
    }

    [Test]
    public void Default_answers_are_empty()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(default(BtfTypeReferrers).Count, Is.Zero);
            Assert.That(default(BtfFunctionMatches).Count, Is.Zero);
            Assert.That(default(BtfDeclTagMatches).Count, Is.Zero);
        }
    }

    [Test]
    public void Asking_allocates_nothing_once_it_was_asked()
    {
        byte[][] blobs = ReferenceChains.Built();
        BtfObject btf = ReferenceChains.Open(blobs);
        int found = 0;
        void Ask()
        {
            for (uint id = 0; id < btf.NextTypeId; id++)
            {
                BtfType type = btf[id];
                found += btf.FindReferrers(type).Count() + btf.FindDeclTags(type).Count() + btf.FindDeclTags(type, 0).Count();
                found += btf.IsKfunc(type) ? 1 : 0;
                foreach (BtfFunction outer in btf.FindFunctionsTaking(type))
                {
                    found += btf.FindFunctionsReturning(outer.Prototype.ReturnType).Count();
                }
            }

            found += btf.FindKfuncs().Count();
        }

        long allocated = Allocations.Of(Ask);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found, Is.Positive);
            Assert.That(allocated, Is.Zero);
        }
    }

    [Test]
    public void The_index_keeps_four_bytes_a_reference_and_four_a_type()
    {
        byte[][] blobs = ReferenceChains.Built();
        BtfObject top = ReferenceChains.Open(blobs);

        using (Assert.EnterMultipleScope())
        {
            for (BtfObject? btf = top; btf is not null; btf = btf.Base)
            {
                int ofBases = 0;
                for (uint id = 0; id < btf.FirstTypeId && btf.Base is not null; id++)
                {
                    ofBases += btf.FindReferrers(btf[id]).Count() > btf.Base.FindReferrers(btf[id]).Count() ? 1 : 0;
                }

                Assert.That(btf.ReferenceIndex.KeptBytes, Is.AtMost(4 * (Referrers(btf.ReferenceIndex).Length + btf.TypeCount + 3) + 8 * ofBases));
            }
        }
    }

    [Test]
    public void Threads_that_ask_first_at_once_get_one_index()
    {
        byte[] blob = SampleBtf.EveryKind().ToArray();
        for (int round = 0; round < 50; round++)
        {
            using BtfObject btf = BtfObject.FromMemory(blob);
            using var start = new Barrier(4);
            var indexes = new ReferenceIndex[4];
            int[] found = new int[4];
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                found[i] = btf.FindFunctionsTaking(btf[1]).Count();
                indexes[i] = btf.ReferenceIndex;
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            Assert.That(indexes, Is.All.SameAs(indexes[0]).And.All.Not.Null);
            Assert.That(found, Is.All.EqualTo(btf.FindFunctionsTaking(btf[1]).Count()));
        }
    }

    [Test]
    public void A_disposed_object_says_so()
    {
        BtfObject btf = BtfObject.FromMemory(SampleBtf.EveryKind().ToArray());
        BtfType type = btf[1];
        BtfTypeReferrers before = btf.FindReferrers(type);
        BtfFunctionMatches functions = btf.FindFunctionsTaking(type);
        BtfTypeReferrers.Enumerator started = before.GetEnumerator();
        started.MoveNext();

        btf.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => btf.FindReferrers(type), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => btf.FindFunctionsTaking(type), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => btf.FindDeclTags(type), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => btf.IsKfunc(type), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => btf.FindKfuncs().Count(), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => before.Count(), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => functions.Count(), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => started.MoveNext(), Throws.TypeOf<ObjectDisposedException>());
        }
    }

    [Test]
    public void A_disposed_base_says_so()
    {
        BtfBuilder builder = SampleBtf.EveryKind();
        using BtfObject kernel = BtfObject.FromMemory(builder.ToArray());
        BtfBuilder split = new(kernel);
        split.AddPointer(1);
        using BtfObject module = BtfObject.FromMemory(split.ToArray(), kernel);
        BtfTypeReferrers referrers = module.FindReferrers(kernel[1]);

        kernel.Dispose();

        Assert.That(() => referrers.Count(), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void An_enumerator_that_was_disposed_twice_does_not_disturb_the_next()
    {
        using BtfObject btf = BtfObject.FromMemory(SampleBtf.EveryKind().ToArray());
        BtfFunctionMatches functions = btf.FindFunctionsTaking(btf[1]);
        BtfFunctionMatches.Enumerator first = functions.GetEnumerator();
        BtfFunctionMatches.Enumerator copy = first;
        first.Dispose();
        BtfFunctionMatches.Enumerator second = functions.GetEnumerator();
        copy.Dispose();
        BtfFunctionMatches.Enumerator third = functions.GetEnumerator();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(copy.MoveNext(), Is.False);
            Assert.That(second.MoveNext(), Is.True);
            Assert.That(third.MoveNext(), Is.True);
        }
    }

    private static List<uint> Ids(BtfTypeReferrers types)
    {
        List<uint> ids = [];
        foreach (BtfType type in types)
        {
            ids.Add(type.Id);
        }

        return ids;
    }

    private static List<uint> Ids(BtfFunctionMatches functions)
    {
        List<uint> ids = [];
        foreach (BtfFunction function in functions)
        {
            ids.Add(function.AsType().Id);
        }

        return ids;
    }

    /// <summary>All references. Several from one type to another count once.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_referrers")]
    private static extern ref uint[] Referrers(ReferenceIndex index);
}

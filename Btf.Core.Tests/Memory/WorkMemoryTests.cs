using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Working memory starts as zeros, belongs to one array each, and is free when its operation ends.</summary>
[TestFixture]
[NonParallelizable]
public sealed class WorkMemoryTests
{
    private const int Large = 3 << 20;

    [Test]
    public void Arrays_of_an_arena_are_zero_and_apart()
    {
        using var arena = new WorkArena(1 << 16);
        List<WorkArray<int>> arrays = [];
        foreach (int length in (int[])[0, 1, 15, 1000, 100_000, Large])
        {
            WorkArray<int> array = arena.Take<int>(length);
            Assert.That(array.Span.ContainsAnyExcept(0), Is.False, $"{length}");
            array.Span.Fill(length);
            arrays.Add(array);
        }

        Assert.That(arrays.Exists(array => array.Span.ContainsAnyExcept(array.Length)), Is.False);
        Assert.That(arena.Copy<int>(arrays[3]).Span.SequenceEqual(arrays[3].Span), Is.True);
        Assert.That(() => arrays[1][1], Throws.TypeOf<IndexOutOfRangeException>());
    }

    [Test]
    public void Scratch_memory_is_used_again_and_starts_as_zeros()
    {
        using var arena = new WorkArena(1 << 16);
        WorkArray<int> kept = arena.Take<int>(1000);
        kept.Span.Fill(5);
        ref int first = ref Unsafe.NullRef<int>();
        for (int round = 0; round < 3; round++)
        {
            using WorkArena.Scope scope = arena.EnterScratch(1 << 20, out WorkArena scratch);
            List<WorkArray<int>> arrays = [];
            foreach (int length in (int[])[1000, 100, Large, 10_000, 2 * Large])
            {
                WorkArray<int> array = scratch.Take<int>(length);
                Assert.That(array.Span.ContainsAnyExcept(0), Is.False, $"round {round}, {length}");
                array.Span.Fill(length);
                arrays.Add(array);
            }

            Assert.That(arrays.Exists(array => array.Span.ContainsAnyExcept(array.Length)), Is.False);
            Assert.That(round == 0 || Unsafe.AreSame(ref first, ref arrays[0][0]), Is.True);
            first = ref arrays[0][0];
        }

        Assert.That(kept.Span.ContainsAnyExcept(5), Is.False);
    }

    [Test]
    public void A_scope_within_another_takes_back_only_its_own()
    {
        using var arena = new WorkArena(1 << 16);
        var sibling = new WorkArena(1 << 16, arena);
        using WorkArena.Scope outer = arena.EnterScratch(1 << 16, out WorkArena scratch);
        WorkArray<int> first = scratch.Take<int>(10_000);
        first.Span.Fill(1);
        using (sibling.EnterScratch(1 << 16, out WorkArena inner))
        {
            Assert.That(inner, Is.SameAs(scratch));
            using WorkArena.Scope innermost = inner.EnterScratch(1 << 16, out WorkArena same);
            Assert.That(same, Is.SameAs(scratch));
            same.Take<int>(Large).Span.Fill(2);
        }

        WorkArray<int> second = scratch.Take<int>(10_000);
        Assert.That(second.Span.ContainsAnyExcept(0), Is.False);
        Assert.That(first.Span.ContainsAnyExcept(1), Is.False);
        sibling.Dispose();
        Assert.That(first.Span.ContainsAnyExcept(1), Is.False, "a sibling does not own the scratch memory");
    }

    [Test]
    public void Another_thread_gets_scratch_memory_of_its_own()
    {
        using var arena = new WorkArena(1 << 16);
        using WorkArena.Scope scope = arena.EnterScratch(1 << 16, out WorkArena scratch);
        scratch.Take<int>(100).Span.Fill(1);
        WorkArena? other = null;
        Thread thread = new(() =>
        {
            using WorkArena.Scope mine = arena.EnterScratch(1 << 16, out other);
            other.Take<int>(100).Span.Fill(2);
        });
        thread.Start();
        thread.Join();

        Assert.That(other, Is.Not.Null.And.Not.SameAs(scratch));
        Assert.That(scratch.Take<int>(100).Span.ContainsAnyExcept(0), Is.False);
    }

    [Test]
    [Platform("Linux")]
    public void A_kept_arena_keeps_no_scratch_memory()
    {
        using var arena = new WorkArena(1 << 16);
        using var kept = new WorkArena(1 << 16);
        kept.Take<int>(10);
        kept.Keep();
        long before = ProcessMaps.AnonymousResidentKiB();

        UseScratch(kept);
        long afterKept = ProcessMaps.AnonymousResidentKiB();
        UseScratch(arena);

        Assert.That(afterKept - before, Is.LessThan(Large / 1024));
        Assert.That(ProcessMaps.AnonymousResidentKiB() - afterKept, Is.GreaterThan(4 * Large / 1024), "one that is not kept has it until it is disposed");

        static void UseScratch(WorkArena arena)
        {
            using WorkArena.Scope scope = arena.EnterScratch(Large, out WorkArena scratch);
            scratch.Take<byte>(8 * Large).Span.Fill(1);
        }
    }

    [Test]
    public void Too_much_memory_is_an_error() => Assert.That(() => new WorkMemory<long>(int.MaxValue), Throws.TypeOf<IOException>());

    [Test]
    [Platform("Linux")]
    public void What_an_operation_used_is_free_after_it()
    {
        Use();
        long before = ProcessMaps.AnonymousResidentKiB();
        for (int i = 0; i < 20; i++)
        {
            Use();
        }

        Assert.That(ProcessMaps.AnonymousResidentKiB() - before, Is.LessThan(20 * Large / 1024));
    }

    [Test]
    public void Growing_keeps_the_first_elements_and_clears_the_others()
    {
        var numbers = new GrowingMemory<int>();
        for (int length = 10; length < 1_000_000; length *= 10)
        {
            numbers.Grow(length, numbers.Length / 2);
            Assert.That(numbers.Span[(length / 20)..].ContainsAnyExcept(0), Is.False);
            numbers.Span.Fill(7);
            Assert.That(numbers.Length, Is.EqualTo(length));
        }

        numbers.Free();
        Assert.That(numbers.Length, Is.Zero);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use()
    {
        using var arena = new WorkArena(Large);
        arena.Take<byte>(Large).Span.Fill(1);
        using var memory = new WorkMemory<byte>(Large);
        memory.GetSpan().Fill(1);
    }
}

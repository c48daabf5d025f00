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

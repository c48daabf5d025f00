using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class AllocationsTests
{
    [TestCase(31)]
    [TestCase(89)]
    public void A_call_that_allocates_now_and_then_is_found(int every)
    {
        int calls = 0;
        object? kept = null;

        long allocated = Allocations.Of(() => kept = ++calls % every == 0 ? new object() : kept);

        Assert.That(allocated, Is.Positive);
        GC.KeepAlive(kept);
    }

    [Test]
    public void A_call_that_allocates_only_at_first_allocates_nothing()
    {
        int calls = 0;
        object? kept = null;

        Assert.That(Allocations.Of(() => kept = ++calls < 25 ? new object() : kept), Is.Zero);
        GC.KeepAlive(kept);
    }
}

using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class CollidingNamesTests
{
    private const int Count = 1000;

    [Test]
    public void Crafted_names_collide_in_the_hashes_that_they_are_crafted_for()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CollidingNames.Djb2(Count).Select(CollidingNames.Djb2).Distinct().Count(), Is.EqualTo(1));
            Assert.That(CollidingNames.Fnv1A(Count).Select(CollidingNames.Fnv1A).Distinct().Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public void Crafted_names_differ()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CollidingNames.FewBits(Count), Is.Unique);
            Assert.That(CollidingNames.Djb2(Count), Is.Unique);
            Assert.That(CollidingNames.Fnv1A(Count), Is.Unique);
            Assert.That(CollidingNames.Short(Count), Is.Unique);
            Assert.That(CollidingNames.OneWord(Count, 3), Is.Unique);
        }
    }
}

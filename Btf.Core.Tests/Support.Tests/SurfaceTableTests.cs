using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class SurfaceTableTests
{
    [Test]
    public void Every_public_member_has_a_call_or_a_reason_why_not()
    {
        IEnumerable<string> listed = SurfaceTable.Calls.Select(call => call.Member).Concat(SurfaceTable.Exceptions.Keys);

        Assert.That(PublicSurface.Members.Except(listed), Is.Empty);
    }

    [Test]
    public void Every_call_and_exception_is_of_a_public_member()
    {
        IEnumerable<string> listed = SurfaceTable.Calls.Select(call => call.Member).Concat(SurfaceTable.Exceptions.Keys);

        Assert.That(listed.Except(PublicSurface.Members), Is.Empty);
    }

    [Test]
    public void Every_call_succeeds_on_an_open_sample([Values] bool bigEndian, [Values] bool split, [Values] NameLookup lookup)
    {
        using SurfaceSample sample = new(bigEndian, split, lookup: lookup);

        Assert.That(sample.Started, Is.True);
        using (Assert.EnterMultipleScope())
        {
            foreach (SurfaceCall call in SurfaceTable.Calls)
            {
                Assert.That(() => call.Call(sample), Throws.Nothing, call.Member);
            }
        }
    }
}

using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class FixtureTests
{
    [Test]
    public void The_two_byte_orders_of_a_fixture_are_the_same_types()
    {
        byte[] swapped = ByteSwapper.Swap(Fixture.Read("kinds-el.btf"));

        Assert.That(swapped, Is.EqualTo(Fixture.Read("kinds-eb.btf")));
    }

    [TestCase("kinds-el.btf")]
    [TestCase("kinds-eb.btf")]
    public void Bpftool_prints_the_stored_text_of_a_fixture(string name)
    {
        ProcessResult result = ProcessRunner.Run(Oracles.Bpftool(), "btf", "dump", "file", Fixture.PathOf(name));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Text, Is.EqualTo(Fixture.ReadText("kinds.raw.txt")));
            Assert.That(result.ExitCode, Is.Zero);
        }
    }

    [Test]
    public void A_fixture_has_every_kind()
    {
        string text = Fixture.ReadText("kinds.raw.txt");
        string[] kinds =
        [
            "INT", "PTR", "ARRAY", "STRUCT", "UNION", "ENUM", "FWD", "TYPEDEF", "VOLATILE", "CONST", "RESTRICT", "FUNC", "FUNC_PROTO",
            "VAR", "DATASEC", "FLOAT", "DECL_TAG", "TYPE_TAG", "ENUM64",
        ];

        Assert.That(kinds, Has.All.Matches<string>(kind => text.Contains($"] {kind} '", StringComparison.Ordinal)));
    }
}

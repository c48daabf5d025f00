using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Several BTF objects end to end in one section.</summary>
[TestFixture]
public sealed class UnitTests
{
    private static readonly string[] _names = ["first", "second", "third"];
    private static readonly byte[][] _units = [.. _names.Select((name, i) => Struct(name, 4 * (i + 1), bigEndian: i == 1))];

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void Each_unit_opens_by_its_index(int gap)
    {
        byte[] data = Join(gap);
        for (int i = 0; i < _units.Length; i++)
        {
            using BtfObject unit = BtfObject.FromMemory(data, options: new BtfOpenOptions { Unit = i });

            using (Assert.EnterMultipleScope())
            {
                Assert.That(unit.FindType(_names[i], BtfKind.Struct).SizeInBytes, Is.EqualTo(4 * (i + 1)));
                Assert.That(unit.LeftOverByteCount, i == _units.Length - 1 ? Is.Zero : Is.GreaterThanOrEqualTo(_units[i + 1].Length));
            }
        }
    }

    [Test]
    public void The_units_of_a_section_open_one_after_the_other()
    {
        ElfBuilder elf = new();
        elf.Add(".BTF", Join(gap: 2));
        using TemporaryFolder folder = new();
        string path = folder.Write("linked.o", elf.Build());
        List<string> found = [];

        int left = 1;
        for (int i = 0; left != 0; i++)
        {
            using BtfObject unit = BtfObject.Open(path, new BtfOpenOptions { Unit = i });
            left = unit.LeftOverByteCount;
            found.Add(unit[1].Name.ToString());
        }

        Assert.That(found, Is.EqualTo(_names));
    }

    [Test]
    public void A_unit_that_is_not_there_is_told_which_ones_are() =>
        Expect(Join(gap: 1), 3, -1, "The BTF data has no unit 3; its units are 0 to 2");

    [Test]
    public void Bytes_that_are_no_unit_are_told_where_they_stand()
    {
        byte[] data = [.. _units[0], .. "something else, not BTF"u8];

        using BtfObject first = BtfObject.FromMemory(data);

        Assert.That(first.LeftOverByteCount, Is.EqualTo(23));
        Expect(data, 1, _units[0].Length, "Unit 1 of the BTF data cannot be read: Not BTF");
    }

    [Test]
    public void Truncated_units_are_refused()
    {
        byte[] data = Join(gap: 0);
        for (int length = _units[0].Length + 1; length < data.Length; length++)
        {
            bool opened = BtfObject.TryFromMemory(data.AsMemory(0, length), out BtfObject? result, out BtfError error, options: new BtfOpenOptions { Unit = 2 });
            result?.Dispose();

            Assert.That((opened, error.Code), Is.EqualTo((false, BtfErrorCode.NoBtf)), $"{length} bytes");
        }
    }

    [Test]
    public void A_unit_has_no_negative_index() =>
        Assert.That(() => new BtfOpenOptions { Unit = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_tool_finds_types_of_every_unit()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("linked.btf", Join(gap: 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(BtfTool.Ask("show", "second", path).Text, Does.Contain("struct second {"));
            Assert.That(BtfTool.Ask("path", "third.member", path).Text, Does.StartWith("third.member: byte 0"));
            Assert.That(BtfTool.Ask("find", "s*", path).Text, Does.Contain("linked.btf (unit 1)"));
            Assert.That(BtfTool.Ask("verify", path).Text, Does.Contain("linked.btf (unit 2): ok"));
        }
    }

    [Test]
    public void The_tool_reads_one_unit_where_it_is_told_which_and_warns_otherwise()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("linked.btf", Join(gap: 1));

        ProcessResult first = BtfTool.Ask("dump", path);
        ProcessResult third = BtfTool.Ask("dump", path, "--unit", "2");
        ProcessResult none = BtfTool.Ask("dump", path, "--unit", "3");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Text, Does.Contain("'first'").And.Not.Contain("'second'"));
            Assert.That(first.StandardError, Does.Contain("--unit 1 reads the next"));
            Assert.That(third.Text, Does.Contain("'third'"));
            Assert.That(third.StandardError, Is.Empty);
            Assert.That((none.ExitCode, none.Text), Is.EqualTo((3, "")));
            Assert.That(none.StandardError, Does.Contain("no unit 3; its units are 0 to 2"));
            Assert.That(BtfTool.Ask("dump", "--unit", "1").ExitCode, Is.EqualTo(2));
            Assert.That(BtfTool.Ask("dump", path, "--unit", "-1").ExitCode, Is.EqualTo(2));
        }
    }

    [Test]
    public void The_tool_lists_the_places_of_a_path_that_differ_between_units()
    {
        BtfBuilder one = new();
        one.AddStruct("shared", 16, ("same", 2u, 0), ("moved", 2u, 32));
        one.AddInt("int", 4);
        BtfBuilder other = new();
        other.AddStruct("shared", 16, ("same", 2u, 0), ("moved", 2u, 64), ("added", 2u, 96));
        other.AddInt("int", 4);
        using TemporaryFolder folder = new();
        string path = folder.Write("two.btf", (byte[])[.. one.ToArray(), .. other.ToArray()]);

        ProcessResult moved = BtfTool.Ask("path", "shared.moved", path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(BtfTool.Ask("path", "shared.same", path).Text, Does.StartWith("shared.same: byte 0"));
            Assert.That(BtfTool.Ask("path", "shared.added", path).Text, Does.StartWith("shared.added: byte 12"));
            Assert.That(BtfTool.Ask("path", "shared.moved", path, "--unit", "1").Text, Does.StartWith("shared.moved: byte 8"));
            Assert.That((moved.ExitCode, moved.Text), Is.EqualTo((1, "")));
            Assert.That(moved.StandardError, Does.Contain("byte 4 in").And.Contain("two.btf [1]").And.Contain("byte 8 in").And.Contain("two.btf (unit 1) [1]"));
        }
    }

    private static void Expect(byte[] data, int unit, long offset, string says)
    {
        bool opened = BtfObject.TryFromMemory(data, out _, out BtfError error, options: new BtfOpenOptions { Unit = unit });

        Assert.That(opened, Is.False);
        Rejection.Expect(error, BtfErrorCode.NoBtf, offset, 0, says);
    }

    private static byte[] Join(int gap) => [.. _units.SelectMany(unit => (byte[])[.. unit, .. new byte[gap]])];

    private static byte[] Struct(string name, int size, bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddStruct(name, (uint)size, ("member", 2u, 0));
        builder.AddInt("int", 4, BtfIntEncoding.Signed);
        return builder.ToArray();
    }
}

using System.Buffers;
using System.Text;
using System.Xml.Linq;
using Btf.Core.Diagrams;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Pictures of structures, as SVG and as text.</summary>
[TestFixture]
public sealed class DiagramTests
{
    private const int MostBytes = 150 * 1024;

    private static readonly string[] _titles =
    [
        "a: char, byte 0, 1 byte", "hole, byte 1, 3 bytes", "flag: int, byte 4 bit 0, 3 bits", "hole, byte 4 bit 3, 29 bits", "b: int, byte 8, 4 bytes", "padding, byte 12, 4 bytes",
    ];

    private static BtfBuilder Start()
    {
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        builder.AddInt("char", 1);
        return builder;
    }

    [Test]
    public void Cells_tell_name_type_offset_and_size()
    {
        BtfBuilder builder = Start();
        uint id = builder.AddStruct("s", 16, ("a", 2u, 0, 0), ("flag", 1u, 32, 3), ("b", 1u, 64, 0));
        using BtfObject btf = builder.ToObject();

        string[] titles = Titles(Svg(btf[id]));

        Assert.That(titles, Is.EqualTo(_titles));
    }

    [Test]
    public void Names_are_escaped_in_both_forms()
    {
        BtfBuilder builder = Start();
        string long4k = new('x', 4096);
        uint id = builder.AddStruct("</svg><script>alert(1)</script>", 20, ("<b>&\"'", 1u, 0), ("tab\u0001\u001b[31m", 1u, 32), ("ab\u202Ecd", 1u, 64), (long4k, 1u, 96), ("]]>", 1u, 128));
        using BtfObject btf = builder.ToObject();

        string svg = Svg(btf[id]);
        string text = TextOf(btf[id]);

        Assert.That(XDocument.Parse(svg).Descendants().Any(element => element.Name.LocalName == "script"), Is.False);
        Assert.That(svg, Does.Not.Contain("\u202E").And.Not.Contain("\u001b").And.Contain("\\u{202e}"));
        Assert.That(svg, Has.Length.LessThan(20_000));
        Assert.That(text.Any(character => character is '\u202E' || (char.IsControl(character) && character != '\n')), Is.False);
        Assert.That(text.Split('\n').Max(line => line.Length), Is.LessThan(400));
    }

    [Test]
    public void A_heading_that_is_too_long_for_a_terminal_takes_two_lines()
    {
        BtfBuilder builder = Start();
        uint id = builder.AddStruct("a_structure_with_a_name_of_some_length", 4096, ("a", 2u, 0, 0), ("flag", 1u, 32, 3), ("b", 1u, 64, 0));
        using BtfObject btf = builder.ToObject();

        string[] lines = TextOf(btf[id]).Split('\n');

        Assert.That(lines[..2], Is.EqualTo(["struct a_structure_with_a_name_of_some_length: 4096 bytes, 64 cache lines", "         1 hole of 3 bytes, 1 bit hole of 29 bits, 4084 bytes of padding"]));
        Assert.That(lines.Max(line => line.Length), Is.LessThanOrEqualTo(80));
    }

    [TestCase(8)]
    [TestCase(16)]
    [TestCase(64)]
    public void Cells_cover_each_row_once(int bytesPerRow)
    {
        BtfBuilder builder = Start();
        uint five = builder.AddArray(2, 1, 5);
        uint union = builder.AddUnion("", 8, ("x", 1u, 0), ("y", five, 0));
        uint id = builder.AddStruct("s", 24, ("c", 2u, 0), ("", union, 32), ("d", 1u, 128));
        using BtfObject btf = builder.ToObject();

        AssertCovered(BtfDiagram.Tree(btf[id], null).Root);
        string svg = Svg(btf[id], new() { BytesPerRow = bytesPerRow });
        Assert.That(Titles(svg), Does.Contain("x: int, byte 4, 4 bytes").And.Contain("y: char[5], byte 4, 5 bytes"));
    }

    [Test]
    public void Structures_are_opened_to_the_depth_asked_for()
    {
        BtfBuilder builder = Start();
        uint inner = builder.AddStruct("inner", 8, ("x", 1u, 0), ("y", 1u, 32));
        uint middle = builder.AddStruct("middle", 8, ("i", inner, 0));
        uint id = builder.AddStruct("outer", 8, ("m", middle, 0));
        using BtfObject btf = builder.ToObject();

        Assert.That(Titles(Svg(btf[id])), Has.None.Contains("m.i"));
        Assert.That(Titles(Svg(btf[id], new() { Depth = 2 })), Has.Some.Contains("m.i:").And.None.Contains("m.i.x"));
        Assert.That(Titles(Svg(btf[id], new() { Depth = 3 })), Has.Some.Contains("m.i.x:"));
    }

    [Test]
    public void Single_members_are_opened_with_those_that_contain_them()
    {
        BtfBuilder builder = Start();
        uint inner = builder.AddStruct("inner", 8, ("x", 1u, 0), ("y", 1u, 32));
        uint middle = builder.AddStruct("middle", 16, ("i", inner, 0), ("j", inner, 64));
        uint nameless = builder.AddStruct("", 16, ("n", middle, 0));
        uint id = builder.AddStruct("outer", 52, ("m", middle, 0), ("", nameless, 128), ("number", 1u, 256), ("last", middle, 288));
        using BtfObject btf = builder.ToObject();

        string[] titles = Titles(Svg(btf[id], new() { OpenMembers = ["m.i", "n", "number", "no.such", "m.i.x.y", ".", "", new string('.', 100_000)] }));

        Assert.That(titles, Has.Some.StartsWith("m.i.x:").And.Some.StartsWith("m.j:").And.Some.StartsWith("n.i:"));
        Assert.That(titles, Has.None.StartsWith("m.j.x:").And.None.StartsWith("n.i.x:").And.None.StartsWith("last.i:"));
        Assert.That(TextOf(btf[id], new() { OpenMembers = ["last"] }), Does.Contain("last.i"));
    }

    [Test]
    public void Members_to_open_must_be_given() =>
        Assert.Multiple(() =>
        {
            Assert.That(() => new BtfDiagramOptions { OpenMembers = null! }, Throws.ArgumentNullException);
            Assert.That(() => new BtfDiagramOptions { OpenMembers = [null!] }, Throws.ArgumentNullException);
        });

    [Test]
    public void Bad_layouts_are_said_and_drawn_within_bounds()
    {
        BtfBuilder builder = Start();
        uint overlap = builder.AddStruct("overlap", 8, ("a", 1u, 0), ("b", 1u, 16));
        uint beyond = builder.AddStruct("beyond", 4, ("a", 1u, 0), ("b", 1u, 16), ("c", 1u, 320));
        uint nothing = builder.AddStruct("nothing", 0);
        uint huge = builder.AddStruct("huge", uint.MaxValue, ("a", builder.AddArray(2, 1, 4_000_000_000), 0), new BtfBuilderMember("z", 2, 4_294_000_000));
        uint self = builder.NextTypeId;
        builder.AddStruct("self", 8, ("s", self, 0));
        uint many = builder.AddStruct("many", 400_000, [.. Enumerable.Range(0, 100_000).Select(i => new BtfBuilderMember($"m{i}", 1u, (uint)i * 32))]);
        uint piled = builder.AddStruct("piled", 64, [.. Enumerable.Range(0, 100_000).Select(i => new BtfBuilderMember($"m{i}", 1u, (uint)i % 32))]);
        using BtfObject btf = builder.ToObject();

        Assert.That(TextOf(btf[overlap]), Does.Contain("overlap"));
        Assert.That(TextOf(btf[beyond]), Does.Contain("lie beyond the end"));
        Assert.That(TextOf(btf[nothing]), Does.Contain("no size"));
        foreach (uint id in new[] { overlap, beyond, nothing, huge, self, many, piled })
        {
            string svg = Svg(btf[id], new() { Depth = 16, BytesPerRow = 8 });
            XDocument.Parse(svg);
            Assert.That(svg, Has.Length.LessThan(8 << 20), btf[id].ToString());
            Assert.That(TextOf(btf[id], new() { Depth = 16 }), Has.Length.LessThan(8 << 20));
        }

        Assert.That(TextOf(btf[many]), Does.Contain("are not drawn one by one"));
    }

    [Test]
    public void Two_versions_are_compared()
    {
        BtfBuilder first = Start();
        uint older = first.AddStruct("s", 16, ("a", 1u, 0), ("gone", 1u, 32), ("moved", 1u, 64), ("kind", 1u, 96));
        BtfBuilder second = new() { ByteOrder = BtfByteOrder.BigEndian };
        second.AddInt("int", 4);
        second.AddInt("char", 1);
        uint newer = second.AddStruct("s", 16, ("a", 1u, 0), ("moved", 1u, 32), ("added", 1u, 64), ("kind", 2u, 96));
        using BtfObject before = first.ToObject();
        using BtfObject after = second.ToObject();
        ArrayBufferWriter<byte> svg = new();
        ArrayBufferWriter<byte> text = new();

        BtfDiagram.WriteSvgComparison(before[older], after[newer], svg);
        BtfDiagram.WriteTextComparison(before[older], after[newer], text);

        string[] titles = Titles(Encoding.UTF8.GetString(svg.WrittenSpan));
        Assert.That(titles, Has.Some.Contains("gone: int, byte 4, 4 bytes (removed)").And.Some.Contains("added: int, byte 8, 4 bytes (added)")
            .And.Some.Contains("moved: int, byte 4, 4 bytes (moved, was int at byte 8, 4 bytes)").And.Some.Contains("kind: char, byte 12, 1 byte (changed"));
        Assert.That(
            Encoding.UTF8.GetString(svg.WrittenSpan),
            Does.Contain("<title>old: struct s: 16 bytes, 1 cache line").And.Contain(" | new: struct s: 16 bytes, 1 cache line"));
        Assert.That(Encoding.UTF8.GetString(text.WrittenSpan), Does.StartWith("old: struct s: 16 bytes").And.Contain("\nnew: struct s: 16 bytes").And.Contain("byte orders differ").And.Contain("1 member added, 1 removed"));
    }

    [Test]
    public void Each_structure_of_a_kernel_is_covered_and_task_struct_is_small()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        int count = 0;
        foreach (BtfType type in kernel.Types)
        {
            if (type.NameOffset != 0 && type.Kind is BtfKind.Struct or BtfKind.Union)
            {
                DiagramTree tree = BtfDiagram.Tree(type, null);
                AssertCovered(tree.Root);
                count++;
            }
        }

        Assert.That(count, Is.GreaterThan(5000));
        string svg = Svg(kernel.FindType("task_struct", BtfKind.Struct));
        Assert.That(Encoding.UTF8.GetByteCount(svg), Is.LessThan(MostBytes));
        XDocument.Parse(svg);
    }

    private static void AssertCovered(DiagramNode node)
    {
        foreach (List<DiagramNode> group in node.Groups)
        {
            ulong end = node.Start;
            foreach (DiagramNode child in group)
            {
                Assert.That(child.Start, Is.EqualTo(end), child.Path);
                end = child.End;
                AssertCovered(child);
            }

            Assert.That(end, Is.EqualTo(node.End), node.Path);
        }
    }

    private static string Svg(BtfType type, BtfDiagramOptions? options = null)
    {
        ArrayBufferWriter<byte> output = new();
        BtfDiagram.WriteSvg(type, output, options);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string TextOf(BtfType type, BtfDiagramOptions? options = null)
    {
        ArrayBufferWriter<byte> output = new();
        BtfDiagram.WriteText(type, output, options);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string[] Titles(string svg) => [.. XDocument.Parse(svg, LoadOptions.None).Descendants()
        .Where(element => element.Name.LocalName == "g").Select(element => element.Elements().First().Value)];
}

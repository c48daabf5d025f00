using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Btf.Cli;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares lists of structures with pahole's, for the running kernel and an older one of the corpus; in a long run for one more.</summary>
[TestFixtureSource(nameof(Kernels))]
public sealed partial class CliPaholeTests(string corpusPath)
{
    private static readonly string[] _all = ["", "kernels/amd64-5.10.0-32/vmlinux.btf", "kernels/amd64-6.12.117+deb12-cloud/vmlinux.btf"];

    private readonly TemporaryFolder _folder = new();
    private string _kernel;
    private BtfObject _types;

    public static IEnumerable<string> Kernels => _all.Take(LongRun.Rounds(2, _all.Length));

    [OneTimeSetUp]
    public void OpenKernel()
    {
        _ = Oracles.Pahole();
        _kernel = corpusPath.Length == 0 ? Oracles.KernelBtf() : _folder.Write("vmlinux.btf", Corpus.ReadBtf(corpusPath));
        _types = BtfObject.Open(_kernel);
    }

    [OneTimeTearDown]
    public void Close()
    {
        _types?.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Sizes_and_holes_are_those_of_pahole()
    {
        MatchCollection rows = Row().Matches(Ask("--sizes"));
        Dictionary<string, string> expected = rows.GroupBy(row => row.Groups["name"].Value).Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => $"{group.Single().Groups["size"]} {group.Single().Groups["holes"]}");

        JsonElement[] all = Find("--sizes");
        Dictionary<string, string> found = all.GroupBy(NameOf).Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => $"{group.Single().GetProperty("size")} {group.Single().GetProperty("holes")}");
        HashSet<string> withHoles = [.. Find("--holes").Select(NameOf)];

        string[] wrong = [.. expected.Where(item => found.TryGetValue(item.Key, out string? text) && text != item.Value).Select(item => $"{item.Key}: {found[item.Key]}, and pahole says {item.Value}")];
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong.Take(20)));
        Assert.That(expected, Has.Count.GreaterThan(5000));

        // pahole leaves out structures without members.
        Assert.That(expected.Keys.Except(all.Select(NameOf)), Is.Empty);
        Assert.That(all.Where(item => item.GetProperty("members").GetInt32() > 0).Select(NameOf).Except(rows.Select(row => row.Groups["name"].Value)), Is.Empty);
        Assert.That(found.Where(item => expected.ContainsKey(item.Key) && withHoles.Contains(item.Key) == item.Value.EndsWith(" 0", StringComparison.Ordinal)), Is.Empty);
    }

    /// <summary>
    /// The sets differ for one of these reasons: pahole's size is not a multiple of the alignment that the structure has by its members or by an attribute; pahole
    /// does not move the last member because it is a flexible array, or finds no hole because only bits are free; or pahole's single moves save nothing where
    /// a whole new order does. A compiler gives each structure that only btf lists the size that btf states.
    /// </summary>
    [Test]
    public void What_can_be_packed_is_what_pahole_says_where_it_keeps_alignments()
    {
        Dictionary<string, (long Old, long New)> expected = Ask("--packable").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t')).GroupBy(cells => cells[0])
            .ToDictionary(group => group.Key, group => (Number(group.First()[1]), Number(group.First()[2])));
        JsonElement[] found = Find("--packable");
        HashSet<string> names = [.. found.Select(NameOf)];

        string[] breaksAlignment = [.. expected.Keys.Except(names).Where(name => BreaksAlignment(name, expected[name].New))];
        string[] unexplained = [.. expected.Keys.Except(names).Except(breaksAlignment)];
        JsonElement[] ours = [.. found.Where(item => !expected.ContainsKey(NameOf(item)))];
        string[] endsFlexible = [.. ours.Where(item => IsFlexible(IdOf(item))).Select(NameOf)];
        string[] hasNoHole = [.. ours.Where(item => item.GetProperty("holes").GetInt32() == 0).Select(NameOf)];
        string[] needsAnOrder = [.. ours.Select(NameOf).Except(endsFlexible).Except(hasNoHole)];
        TestContext.Out.WriteLine($"pahole {expected.Count}, btf {names.Count}, both {names.Count(expected.ContainsKey)}; only pahole, and breaks an alignment: {breaksAlignment.Length}; "
            + $"only btf, ends with a flexible array: {endsFlexible.Length}; without a hole of whole bytes: {hasNoHole.Length}; needs an order: {needsAnOrder.Length}");

        Assert.That(unexplained, Is.Empty, string.Join('\n', unexplained));
        Assert.That(names.Count(expected.ContainsKey), Is.GreaterThan(names.Count * 3 / 4));
        Assert.That(needsAnOrder, Has.Length.LessThan(names.Count / 10));
        CompileOrders(found);
    }

    [Test]
    public void Members_that_point_to_a_type_are_those_of_pahole([Values("mm_struct", "sock")] string name)
    {
        string[] expected = [.. Ask($"--find_pointers_to={name}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()];
        JsonElement[] found = Find("--points-to", $"struct {name}");
        HashSet<string> members = [.. found.Select(item => $"{NameOf(item)}: {item.GetProperty("member")}")];

        // pahole writes the members of a nameless structure with the structure around it, or with (null).
        string[] missing = [.. expected.Where(line => !line.StartsWith("(null)", StringComparison.Ordinal) && !line.StartsWith(':') && !members.Contains(line))];
        Assert.That(missing, Is.Empty, string.Join('\n', missing));
        Assert.That(expected, Has.Length.GreaterThan(10));

        // pahole looks neither into unions nor behind qualifiers, typedefs and arrays.
        uint[] wanted = [.. Ids(name)];
        string[] others = [.. found.Where(item => !expected.Contains($"{NameOf(item)}: {item.GetProperty("member")}") && NameOf(item).Length > 0)
            .Where(item => item.GetProperty("kind").GetString() == "struct" && IsPlainPointer(_types[item.GetProperty("typeId").GetUInt32()], wanted)).Select(item => $"{NameOf(item)}: {item.GetProperty("member")}")];
        Assert.That(others, Is.Empty, string.Join('\n', others));
    }

    [Test]
    public void Structures_that_hold_a_type_are_those_of_pahole_and_what_holds_these([Values("timer_list", "kref")] string name)
    {
        string[] direct = [.. Ask($"--contains={name}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()];
        HashSet<uint> ids = [.. Find("--contains", $"struct {name}").Select(IdOf)];
        HashSet<uint> wanted = [.. Ids(name)];
        List<string> holders = [];
        foreach (uint id in ids)
        {
            bool isDirect = false;
            bool isHolder = false;
            foreach (BtfMember member in _types[id].AsComposite().Members)
            {
                // pahole skips arrays.
                BtfType held = member.Type.Underlying;
                isDirect |= wanted.Contains(held.Id);
                while (held.TryAsArray(out BtfArray array))
                {
                    held = array.ElementType.Underlying;
                }

                // A search by name skips nameless structures.
                isHolder |= wanted.Contains(held.Id) || ids.Contains(held.Id) || (held.NameOffset == 0 && BtfKinds.Composite.Includes(held.Kind));
            }

            Assert.That(isDirect || isHolder, Is.True, _types[id].ToString());
            if (isDirect && _types[id].NameOffset != 0)
            {
                holders.Add(_types[id].Name.ToString());
            }
        }

        Assert.That(direct, Has.Length.GreaterThan(5));
        Assert.That(holders.Distinct(), Is.EquivalentTo(direct));
    }

    private string Ask(string option) => ProcessRunner.Run(Oracles.Pahole(), option, "-F", "btf", _kernel).Text;

    private JsonElement[] Find(params string[] options)
    {
        using JsonDocument found = JsonDocument.Parse(BtfTool.Ask(["find", "*", _kernel, .. options, "--json"]).StandardOutput);
        return [.. found.RootElement.Clone().EnumerateArray()];
    }

    private List<uint> Ids(string name)
    {
        List<uint> ids = [];
        foreach (BtfType type in _types.FindTypes(name))
        {
            ids.Add(type.Id);
        }

        return ids;
    }

    private static bool IsPlainPointer(BtfType type, uint[] wanted) => type.Kind == BtfKind.Ptr && wanted.Contains(type.Target.Id) && type.Target.Kind == BtfKind.Struct;

    /// <summary>Whether a size is no multiple of what a structure is aligned to: by its members, or by an attribute, which places that nothing else explains tell of.</summary>
    private bool BreaksAlignment(string name, long size)
    {
        foreach (uint id in Ids(name).Where(id => _types[id].Kind == BtfKind.Struct))
        {
            BtfComposite composite = _types[id].AsComposite();
            long alignment = composite.AsType().Alignment;
            long end = 0;
            foreach (BtfMember member in composite.Members)
            {
                long start = member.BitOffset / 8;
                alignment = member.BitfieldSize == 0 ? Math.Max(alignment, Attribute(end, member.Type.Alignment, start)) : alignment;

                end = Math.Max(end, member.BitfieldSize == 0 ? start + member.Type.SizeInBytes : (member.BitOffset + member.BitfieldSize + 7) / 8);
            }

            if (size % Math.Max(alignment, Attribute(end, alignment, composite.Size)) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The least alignment that explains where something lies behind what ends before it.</summary>
    private static long Attribute(long end, long natural, long start)
    {
        long alignment = Math.Max(natural, 1);
        while (alignment <= 4096 && (end + alignment - 1) / alignment * alignment < start)
        {
            alignment *= 2;
        }

        return (end + alignment - 1) / alignment * alignment == start ? alignment : 1;
    }

    private bool IsFlexible(uint id)
    {
        BtfElementList<BtfMember> members = _types[id].AsComposite().Members;
        return members[^1].Type.TryGetSizeInBytes(out uint size) && size == 0;
    }

    /// <summary>Has a compiler lay out the orders that <c>btf show --reorder</c> writes: of members that are no bit-fields, with the alignments that they have now.</summary>
    private void CompileOrders(JsonElement[] found)
    {
        StringBuilder source = new();
        int count = 0;
        foreach (JsonElement item in found)
        {
            PackedOrder order = PackedOrder.Of(_types[IdOf(item)].AsComposite());
            source.Append(CultureInfo.InvariantCulture, $"struct s{count} {{");
            foreach (PackedMember unit in order.Members)
            {
                source.Append(CultureInfo.InvariantCulture, $" char m{unit.OldOffset}_{unit.First}[{unit.Size}] __attribute__((aligned({unit.Alignment})));");
            }

            long packed = item.GetProperty("size").GetInt64() - item.GetProperty("saved").GetInt64();
            source.AppendLine(CultureInfo.InvariantCulture, $" }}; _Static_assert((sizeof(struct s{count}) + {_types[IdOf(item)].Alignment - 1}) / {_types[IdOf(item)].Alignment} * {_types[IdOf(item)].Alignment} <= {packed}, \"{NameOf(item)}\");");
            count++;
        }

        string path = _folder.PathOf("orders.c");
        File.WriteAllText(path, source.ToString());
        ProcessResult compiled = ProcessRunner.Run(Oracles.Clang(), "-fsyntax-only", "-Wno-everything", path);
        Assert.That(compiled.ExitCode, Is.Zero, compiled.StandardError);
    }

    private static string NameOf(JsonElement item) => item.GetProperty("name").GetString()!;

    private static uint IdOf(JsonElement item) => item.GetProperty("id").GetUInt32();

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>\w+)\t(?<size>\d+)\t(?<holes>\d+)$", RegexOptions.Multiline)]
    private static partial Regex Row();
}

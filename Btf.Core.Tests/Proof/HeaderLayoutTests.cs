using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>
/// C headers in the default style, compiled without extra flags: each named structure and union has the size of the data, and each member the same bit offset.
/// clang's BTF of the compiled header proves it; for 32-bit kernels, pahole's BTF from the DWARF of a 32-bit target.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed partial class HeaderLayoutTests
{
    private const string Quick = "kernels/amd64-7.3.4+deb13/modules/openvswitch.btf";

    private static IEnumerable<TestCaseData> Few => Corpus.Cases(file =>
        file.Path is Quick || (file.Path.StartsWith("objects/clang21/kinds", StringComparison.Ordinal) && !file.IsRelocated));

    private static IEnumerable<TestCaseData> All => Corpus.Cases(file => !file.IsRelocated);

    [TestCaseSource(nameof(Few))]
    public void The_header_of_a_file_compiles_to_the_layout_of_the_data(CorpusFile file) => AssertLayout(file);

    [TestCaseSource(nameof(All))]
    [Explicit("All files of the corpus, a quarter of an hour: dotnet test Btf.Core.Tests --filter Name~The_header_of_every_file_compiles")]
    public void The_header_of_every_file_compiles_to_the_layout_of_the_data(CorpusFile file) => AssertLayout(file);

    private static void AssertLayout(CorpusFile file)
    {
        using BtfObject btf = CorpusObjects.Open(file);
        AssertLayout(btf, file.Path);
    }

    internal static void AssertLayout(BtfObject btf, string label)
    {
        string header = HeaderOf(btf);
        // The data does not tell the alignment of 8-byte numbers on its 32-bit machine, which is 8 on Arm and 4 on x86.
        string narrow = label.Contains("arm", StringComparison.Ordinal) ? "arm-linux-gnueabi" : "i386-linux-gnu";
        string target = btf.PointerSize == 4 ? narrow : btf.ByteOrder == BtfByteOrder.BigEndian ? "bpfeb" : "bpfel";
        using BtfObject made = BtfObject.FromMemory(Compile(header, target, label), options: new BtfOpenOptions { PointerSize = btf.PointerSize });

        Dictionary<string, List<string>> expected = LayoutsOf(btf, []);
        Dictionary<string, List<string>> actual = LayoutsOf(made, OriginalNames(header));
        List<string> wrong = [];
        foreach ((string name, List<string> layouts) in expected)
        {
            foreach (string layout in layouts)
            {
                if (!actual.TryGetValue(name, out List<string>? found) || !found.Remove(layout))
                {
                    wrong.Add($"{name}: {layout}\n   made: {string.Join("\n         ", found ?? ["nothing"])}");
                }
            }
        }

        Assert.That(wrong, Is.Empty, $"{label}: {wrong.Count} of {expected.Count}\n{string.Join('\n', wrong.Take(10))}");
    }

    /// <summary>Compiles a header with a variable of each of its structures.</summary>
    /// <returns>The BTF of the compiled header.</returns>
    internal static byte[] Compile(string header, string target, string label)
    {
        using TemporaryFolder folder = new();
        string source = folder.PathOf("header.c");
        string output = folder.PathOf("header.o");
        File.WriteAllText(source, header + Uses(header));
        ProcessStartInfo start = new(Oracles.Clang(), ["-target", target, "-g", "-c", source, "-o", output]);
        ProcessResult compiled = ProcessRunner.Run(start, TimeSpan.FromMinutes(10));
        Assert.That(compiled.ExitCode, Is.Zero, $"{label}: {compiled.StandardError[..Math.Min(compiled.StandardError.Length, 4000)]}");
        if (!target.StartsWith("bpf", StringComparison.Ordinal))
        {
            ProcessResult encoded = ProcessRunner.Run(new ProcessStartInfo(Oracles.Pahole(), ["-J", output]), TimeSpan.FromMinutes(10));
            Assert.That(encoded.ExitCode, Is.Zero, encoded.StandardError);
        }

        using BtfSections sections = BtfSections.Open(output);
        return sections.Btf.ToArray();
    }

    private static string HeaderOf(BtfObject btf)
    {
        using MemoryStream text = new();
        if (btf.Base is null)
        {
            BtfDump.WriteC(btf, text);
        }
        else
        {
            BtfType[] own = [.. Own(btf)];
            BtfDump.WriteC(own, text);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static List<BtfType> Own(BtfObject btf)
    {
        List<BtfType> types = [];
        foreach (BtfType type in btf.Types)
        {
            types.Add(type);
        }

        return types;
    }

    [GeneratedRegex(@"^(struct|union) (\w+)(?: /\* (.*) \*/)? \{", RegexOptions.Multiline)]
    private static partial Regex Definition();

    /// <summary>Adds a variable of each structure and union in the header, because the compiler leaves unused types out of its BTF.</summary>
    private static string Uses(string header)
    {
        StringBuilder uses = new("\nint __use;\n");
        int count = 0;
        foreach (Match match in Definition().Matches(header))
        {
            uses.Append(CultureInfo.InvariantCulture, $"{match.Groups[1].Value} {match.Groups[2].Value} __use_{count++};\n");
        }

        return uses.ToString();
    }

    private static Dictionary<string, string> OriginalNames(string header)
    {
        Dictionary<string, string> names = [];
        foreach (Match match in Definition().Matches(header))
        {
            if (match.Groups[3].Success)
            {
                names[$"{match.Groups[1].Value} {match.Groups[2].Value}"] = match.Groups[3].Value.Replace("\\", "", StringComparison.Ordinal);
            }
        }

        return names;
    }

    private static Dictionary<string, List<string>> LayoutsOf(BtfObject btf, Dictionary<string, string> originals)
    {
        Dictionary<string, List<string>> layouts = [];
        foreach (BtfType type in btf.Types)
        {
            if (!type.TryAsComposite(out BtfComposite composite) || type.Name.IsEmpty || type.Name.ToString().StartsWith("__va_list", StringComparison.Ordinal))
            {
                continue;
            }

            if (composite.Members.Count > ushort.MaxValue)
            {
                // clang's own BTF leaves it out.
                continue;
            }

            string word = type.Kind == BtfKind.Union ? "union" : "struct";
            string name = originals.GetValueOrDefault($"{word} {type.Name}") ?? Shown(type.Name).Replace("\\", "", StringComparison.Ordinal);
            List<(ulong Bit, int Bits, uint Size)> members = [];
            if (!TryFlatten(composite, 0, members))
            {
                // A va_list has the size of the target's own.
                continue;
            }

            members.Sort();
            string layout = $"{type.SizeInBytes} bytes: {string.Join(' ', members.Select(member => $"{member.Bit}:{member.Bits}:{member.Size}"))}";
            layouts.TryAdd($"{word} {name}", []);
            layouts[$"{word} {name}"].Add(layout);
        }

        return layouts;
    }

    /// <summary>Returns a name as comments show it.</summary>
    private static string Shown(BtfString name)
    {
        ArrayBufferWriter<byte> text = new();
        Utf8Writer writer = new(text);
        writer.WriteName(name.Utf8);
        writer.Flush();
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Lists the members, including those of nameless members; false if one is a va_list.</summary>
    private static bool TryFlatten(BtfComposite composite, ulong start, List<(ulong Bit, int Bits, uint Size)> members)
    {
        foreach (BtfMember member in composite.Members)
        {
            ulong bit = start + member.BitOffset;
            string name = member.Name.ToString();
            if (name.Length == 0 && member.Type.TryGetUnderlying(out BtfType type) && type.TryAsComposite(out BtfComposite inner))
            {
                if (!TryFlatten(inner, bit, members))
                {
                    return false;
                }
            }
            else if (name.Length == 0 && member.BitfieldSize != 0)
            {
                // A compiler's BTF leaves out nameless bit-fields.
                continue;
            }
            else if (IsArgumentList(member.Type))
            {
                return false;
            }
            else if (!name.StartsWith("__size", StringComparison.Ordinal) && !name.StartsWith("__at", StringComparison.Ordinal))
            {
                _ = member.Type.TryGetSizeInBytes(out uint size);
                members.Add(PlaceOf(bit, member.BitfieldSize, size));
            }
        }

        return true;
    }

    /// <summary>Whether the bits are the same: pahole writes a bit-field of whole bytes at a byte as an ordinary member of that size.</summary>
    private static (ulong Bit, int Bits, uint Size) PlaceOf(ulong bit, int bits, uint size) =>
        bits == 0 ? (bit, 0, size) : bits % 8 == 0 && bit % 8 == 0 ? (bit, 0, (uint)bits / 8) : (bit, bits, 0);

    private static bool IsArgumentList(BtfType type) =>
        type.Kind == BtfKind.Typedef && type.Name.ToString() is "va_list" or "__gnuc_va_list" or "__builtin_va_list";
}

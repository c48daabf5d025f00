using System.Text;
using System.Text.RegularExpressions;
using Btf.Core.Comparison;
using NUnit.Framework;

namespace Btf.Core.Tests.Comparison;

/// <summary>A structure is equal in two kernels exactly if bpftool writes it and all types that it contains in the same words.</summary>
[TestFixture]
public sealed partial class BpftoolEqualityTests
{
    private const string Old = "kernels/amd64-6.12.107+deb13/vmlinux.btf";
    private const string New = "kernels/amd64-7.3.4+deb13/vmlinux.btf";

    [Test]
    public void A_structure_is_equal_where_its_C_text_and_that_of_all_it_contains_is()
    {
        SharedData.Require();
        using var folder = new TemporaryFolder();
        using BtfObject old = BtfObject.FromMemory(Corpus.ReadBtf(Old));
        using BtfObject @new = BtfObject.FromMemory(Corpus.ReadBtf(New));
        Dictionary<string, List<string>> oldTexts = Definitions(folder.Write("old.btf", Corpus.ReadBtf(Old)));
        Dictionary<string, List<string>> newTexts = Definitions(folder.Write("new.btf", Corpus.ReadBtf(New)));

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        int equal = 0;
        int different = 0;
        List<string> wrong = [];
        foreach (string name in oldTexts.Keys.Where(key => key.StartsWith("struct ", StringComparison.Ordinal) && newTexts.ContainsKey(key)))
        {
            if (Closure(name, oldTexts) is not { } oldClosure || Closure(name, newTexts) is not { } newClosure
                || !old.TryFindType(name[7..], BtfKind.Struct, out BtfType type))
            {
                // If several types have the name, the texts do not tell which one is meant.
                continue;
            }

            bool isSameText = oldClosure == newClosure;
            bool isEqual = comparison.DifferenceOf(type) is BtfTypeDifference.None or BtfTypeDifference.Reference;
            equal += isEqual ? 1 : 0;
            different += isEqual ? 0 : 1;
            if (isSameText != isEqual)
            {
                wrong.Add($"{name}: {comparison.DifferenceOf(type)}, text {(isSameText ? "same" : "other")}");
            }
        }

        TestContext.Out.WriteLine($"{equal} equal, {different} different");
        Assert.That((equal, different), Is.GreaterThan((5000, 1000)));
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong.Take(40)));
    }

    /// <summary>Returns the texts of definitions by name; several for a name that several types have.</summary>
    private static Dictionary<string, List<string>> Definitions(string path)
    {
        string text = ProcessRunner.Run(Oracles.Bpftool(), "btf", "dump", "file", path, "format", "c").Text;
        Dictionary<string, List<string>> definitions = [];
        StringBuilder block = new();
        foreach (string line in text.Split('\n'))
        {
            block.Append(line).Append('\n');
            bool isEnd = line.Length == 0 || (line[0] is not ('\t' or ' ') && line.EndsWith(';'));
            if (!isEnd)
            {
                continue;
            }

            string all = Flavor().Replace(block.ToString().Trim(), "");
            block.Clear();
            string? name = NameOf(all);
            if (name is not null)
            {
                if (!definitions.TryGetValue(name, out List<string>? texts))
                {
                    texts = [];
                    definitions.Add(name, texts);
                }

                texts.Add(all);
            }
        }

        return definitions;
    }

    private static string? NameOf(string text)
    {
        Match tagged = Tagged().Match(text);
        if (tagged.Success)
        {
            return $"{tagged.Groups["kind"].Value} {tagged.Groups["name"].Value}";
        }

        if (!text.StartsWith("typedef ", StringComparison.Ordinal))
        {
            return null;
        }

        Match pointer = FunctionName().Match(text);
        return pointer.Success ? pointer.Groups["name"].Value : LastName().Match(text) is { Success: true } last ? last.Groups["name"].Value : null;
    }

    /// <summary>Returns the texts of a type and of all types that it contains; null if several types share a name in it.</summary>
    private static string? Closure(string start, Dictionary<string, List<string>> texts)
    {
        SortedSet<string> seen = new(StringComparer.Ordinal) { start };
        Stack<string> work = new([start]);
        while (work.TryPop(out string? name))
        {
            if (texts[name].Count != 1)
            {
                return null;
            }

            foreach (string line in texts[name][0].Split('\n').Where(line => !line.Contains('*', StringComparison.Ordinal)))
            {
                foreach (Match match in Reference().Matches(line))
                {
                    if (texts.ContainsKey(match.Value) && seen.Add(match.Value))
                    {
                        work.Push(match.Value);
                    }
                }
            }
        }

        return string.Join("\n\n", seen.Select(name => texts[name][0]));
    }

    [GeneratedRegex(@"___\d+\b")]
    private static partial Regex Flavor();

    [GeneratedRegex(@"^(?<kind>struct|union|enum) (?<name>\w+) \{")]
    private static partial Regex Tagged();

    [GeneratedRegex(@"\(\*?(?<name>\w+)\)\(|^typedef .*? (?<name>\w+)\([^*]")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"(?<name>\w+)(\[\d*\])*( __attribute__\(\(.*\)\))?;$")]
    private static partial Regex LastName();

    [GeneratedRegex(@"\b(struct|union|enum) \w+|\b\w+")]
    private static partial Regex Reference();
}

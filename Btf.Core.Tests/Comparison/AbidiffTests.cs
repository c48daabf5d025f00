using System.Globalization;
using System.Text.RegularExpressions;
using Btf.Core.Comparison;
using NUnit.Framework;

namespace Btf.Core.Tests.Comparison;

/// <summary>abidiff, which reads BTF since 2.3, finds the same differences of small libraries.</summary>
[TestFixture]
[Platform("Linux")]
public sealed partial class AbidiffTests
{
    private const string Source = """
        struct s { int a; long b; };
        enum e { A, B };
        union u { int i; long l; };
        typedef int num;
        struct t { struct s *p; enum e e; };
        int f(struct s *x, int y) { return x->a + y; }
        int g(struct t *x) { return x->p->a + x->e; }
        long h(union u *x, num n) { return x->l + n; }
        """;

    // Abidiff does not see the size of a bit-field in BTF.
    private const string Unseen = "int a:5; long b;";

    [TestCase("int a; long b;", "int a; long b;")]
    [TestCase("int a; long b;", "int a; int z; long b;")]
    [TestCase("int a; long b;", "int a; long b; long c;")]
    [TestCase("int a; long b;", "int a;")]
    [TestCase("int a; long b;", "int a; char *b;")]
    [TestCase("int a; long b;", "int a; long bb;")]
    [TestCase("int a; long b;", "long b; int a;")]
    [TestCase("int a; long b;", Unseen)]
    [TestCase("A, B", "A, B, C")]
    [TestCase("A, B", "A, B = 7")]
    [TestCase("int y)", "int y, int z)")]
    [TestCase("int y)", "long y)")]
    [TestCase("long h(", "int h(")]
    [TestCase("typedef int num", "typedef short num")]
    [TestCase("int i; long l;", "int i; long l; char c[16];")]
    public void It_agrees_on_what_was_added_removed_and_changed(string from, string to)
    {
        string abidiff = Oracles.FindProgram("abidiff") ?? "/opt/peers/abidiff";
        if (!File.Exists(abidiff) || !ProcessRunner.Run(abidiff, "--help").Text.Contains("--btf", StringComparison.Ordinal))
        {
            Assert.Ignore("No abidiff that reads BTF (2.3 or later) is installed.");
        }

        using var folder = new TemporaryFolder();
        string oldPath = Compile(folder, "old", Source);
        string newPath = Compile(folder, "new", Source.Replace(from, to, StringComparison.Ordinal));
        ProcessResult theirs = ProcessRunner.Run(abidiff, "--btf", "--harmless", oldPath, newPath);
        using BtfObject old = BtfObject.Open(oldPath);
        using BtfObject @new = BtfObject.Open(newPath);

        BtfComparison comparison = BtfComparison.Compare(old, @new);

        BtfTypeChange[] changed = [.. comparison.Changes.Where(change => change.Change == BtfChangeKind.Changed)];
        Assert.That(changed.Length > 0, Is.EqualTo(from != to));
        Assert.That((theirs.ExitCode & 4) != 0, Is.EqualTo(from != to && to != Unseen), theirs.Text);
        string[] members = [.. changed.SelectMany(change => change.Parts)
            .Where(part => part.Part == BtfChangedPart.Member && part.Change is BtfChangeKind.Added or BtfChangeKind.Removed)
            .Select(part => $"{part.Name} {(part.Old + part.New).Split(" at ")[^1]}").Order(StringComparer.Ordinal)];
        string[] theirMembers = [.. Member().Matches(theirs.Text)
            .Select(match => $"{match.Groups["name"].Value} {(match.Groups["bits"].Success ? int.Parse(match.Groups["bits"].Value, CultureInfo.InvariantCulture) / 8 : 0)}")
            .Distinct().Order(StringComparer.Ordinal)];
        Assert.That(theirMembers, Is.EqualTo(members), theirs.Text);
    }

    private static string Compile(TemporaryFolder folder, string name, string source)
    {
        string file = folder.Write($"{name}.c", System.Text.Encoding.UTF8.GetBytes(source));
        string library = folder.PathOf($"{name}.so");
        Assert.That(ProcessRunner.Run(Oracles.Program("gcc"), "-shared", "-g", "-fPIC", file, "-o", library).ExitCode, Is.Zero);
        Assert.That(ProcessRunner.Run(Oracles.Pahole(), "-J", library).ExitCode, Is.Zero);
        return library;
    }

    [GeneratedRegex(@"^\s+'(?:[^']* |[^']*\*)?(?<name>\w+)(?:\[\d+\])?'(?:, at offset (?<bits>\d+) \(in bits\))?$", RegexOptions.Multiline)]
    private static partial Regex Member();
}

using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary>What verifying one file came to.</summary>
internal sealed record Verdict
{
    private const int LongestName = 256;

    private Verdict(string file) => File = file;

    public string File { get; }

    /// <summary>Why the file cannot be judged: it is not BTF, or cannot be read; null where it was.</summary>
    public string? Error { get; private init; }

    public bool IsUnreadable { get; private init; }

    /// <summary>What is wrong, by the kernel's rules.</summary>
    private List<NamedFinding> Findings { get; init; } = [];

    /// <summary>That the file was probably made for another base; null where it does not look so.</summary>
    private string? WrongBase { get; init; }

    public int ExitCode => IsUnreadable ? Cli.ExitCode.Unreadable : Error is null && WrongBase is null && Findings.Count == 0 ? Cli.ExitCode.Done : Cli.ExitCode.No;

    /// <summary>The lines about the file, without its name; none where it cannot be read.</summary>
    public IEnumerable<string> Lines => this switch
    {
        { IsUnreadable: true } => [],
        { Error: { } error } => [$"not BTF: {(error.StartsWith("Not BTF: ", StringComparison.Ordinal) ? error["Not BTF: ".Length..] : error)}"],
        { WrongBase: { } wrong } => Findings.Select(finding => finding.ToString()).Prepend(wrong),
        { Findings.Count: 0 } => ["ok"],
        _ => Findings.Select(finding => finding.ToString()),
    };

    /// <summary>Judges a file's units, of which there is one as a rule, one after the other.</summary>
    public static IEnumerable<Verdict> Of(string file, NamedObject? over, BtfRules? rules, bool all)
    {
        int left = 1;
        for (int unit = 0; left != 0; unit++)
        {
            yield return Of(file, unit, over, rules, all, out left);
        }
    }

    private static Verdict Of(string file, int unit, NamedObject? over, BtfRules? rules, bool all, out int left)
    {
        BtfObject? baseObject = over?.Object;
        string name = Source.UnitName(file, unit);
        left = 0;
        if (Source.TryOpenFile(file, baseObject, out BtfObject? btf, out BtfError error, new BtfOpenOptions { Unit = unit }))
        {
            using (btf)
            {
                left = btf.LeftOverByteCount;
                BtfVerifierOptions options = new() { Rules = rules ?? RulesFor(btf), KernelByteOrder = btf.ByteOrder, IsBeforeLoading = IsElf(file) };
                IReadOnlyList<BtfFinding> findings = all ? BtfVerifier.VerifyAll(btf, options) : [BtfVerifier.Verify(btf, options)];
                return new Verdict(name) { WrongBase = btf.LooksLikeWrongBase() ? Source.WrongBase(over?.Name) : null, Findings = Name(findings, btf) };
            }
        }

        return error.Code == BtfErrorCode.Unreadable ? new Verdict(name) { Error = InputFile.Reason(file, error), IsUnreadable = true }
            : unit == 0 ? OfUnopened(file, baseObject, rules ?? BtfRules.Linux72, all, error)
            : new Verdict(name) { Error = error.Message };
    }

    /// <summary>The rules of the first kernel that knows all kinds of an object.</summary>
    private static BtfRules RulesFor(BtfObject btf)
    {
        foreach (BtfType type in btf.Types)
        {
            if (BtfKinds.Location.Includes(type.Kind))
            {
                return BtfRules.Linux74;
            }
        }

        return BtfRules.Linux72;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("file", File);
        json.WriteBoolean("ok", ExitCode == Cli.ExitCode.Done);
        if (Error is not null)
        {
            json.WriteString("error", Error);
        }

        if (WrongBase is not null)
        {
            json.WriteString("wrongBase", WrongBase);
        }

        json.WriteStartArray("findings");
        foreach (NamedFinding finding in Findings)
        {
            finding.Write(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Data that is too broken to be opened, but is BTF, breaks a rule of the kernel's too.</summary>
    private static Verdict OfUnopened(string file, BtfObject? baseObject, BtfRules rules, bool all, BtfError error)
    {
        if (error.Code != BtfErrorCode.BadMagic && BtfSections.TryOpen(InputFile.PathOf(file), out BtfSections? sections, out _))
        {
            using (sections)
            {
                BtfVerifierOptions options = BtfHeader.TryParse(sections.Btf, out BtfHeader header, out _)
                    ? new() { Rules = rules, KernelByteOrder = header.ByteOrder }
                    : new() { Rules = rules };
                IReadOnlyList<BtfFinding> findings = all
                    ? BtfVerifier.VerifyAll(sections.Btf, baseObject, options)
                    : [BtfVerifier.Verify(sections.Btf, baseObject, options)];
                if (findings.Any(finding => !finding.IsNone))
                {
                    return new Verdict(file) { Findings = Name(findings, null) };
                }
            }
        }

        return new Verdict(file) { Error = error.Message };
    }

    private static List<NamedFinding> Name(IEnumerable<BtfFinding> findings, BtfObject? btf)
    {
        List<NamedFinding> named = [];
        foreach (BtfFinding finding in findings)
        {
            if (!finding.IsNone)
            {
                named.Add(new NamedFinding(finding, NameOf(finding.TypeId, btf)));
            }
        }

        return named;
    }

    /// <summary>Whether a file, which was opened already, is an ELF file: a BPF object holds its BTF as the compiler wrote it.</summary>
    private static bool IsElf(string file)
    {
        using FileStream stream = System.IO.File.OpenRead(InputFile.PathOf(file));
        Span<byte> head = stackalloc byte[4];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("\u007fELF"u8);
    }

    // The name may be what is wrong. Crafted data has many names that are as long as all of it.
    private static string NameOf(uint typeId, BtfObject? btf)
    {
        if (typeId == 0 || btf is null || !btf.TryGetType(typeId, out BtfType type) || !type.Name.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            return "";
        }

        return utf8.Length <= LongestName ? SafeText.Decode(utf8) : SafeText.Decode(utf8[..LongestName]) + "…";
    }
}

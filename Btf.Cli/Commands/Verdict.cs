using Btf.Core;
using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary>The result of verifying a file, or a unit of it. Findings are passed on as they are found.</summary>
internal sealed record Verdict
{
    private const int LongestName = 256;

    /// <summary>Why the file cannot be judged: it is not BTF, or cannot be read. Null if it was judged.</summary>
    public string? Error { get; init; }

    public bool IsUnreadable { get; init; }

    /// <summary>Whether the file was probably made for another base.</summary>
    public bool IsWrongBase { get; init; }

    /// <summary>Whether the kernel would refuse it.</summary>
    public bool IsRefused { get; init; }

    public bool IsGood => Error is null && !IsWrongBase && !IsRefused;

    public int ExitCode => IsUnreadable ? Cli.ExitCode.Unreadable : IsGood ? Cli.ExitCode.Done : Cli.ExitCode.No;

    /// <summary>Judges a unit of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="unit">Which unit, from 0.</param>
    /// <param name="over">The base that the file is split from; null where it stands alone.</param>
    /// <param name="rules">The rules to check; null for those of the first kernel that knows all kinds.</param>
    /// <param name="all">Whether to pass on all findings, not only the first.</param>
    /// <param name="tellBase">Called first, if the file was probably made for another base.</param>
    /// <param name="tell">Takes the findings, and among them the fields that a loader will fill in.</param>
    /// <param name="left">The number of bytes that follow the unit.</param>
    public static Verdict Of(string file, int unit, NamedObject? over, BtfRules? rules, bool all, Action<string> tellBase, Action<IToldFinding> tell, out int left)
    {
        BtfObject? baseObject = over?.Object;
        left = 0;
        if (Source.TryOpenFile(file, baseObject, out BtfObject? btf, out BtfError error, new BtfOpenOptions { Unit = unit }))
        {
            using (btf)
            {
                left = btf.LeftOverByteCount;
                bool isWrongBase = btf.LooksLikeWrongBase();
                if (isWrongBase)
                {
                    tellBase(Source.WrongBase(over?.Name));
                }

                bool isRefused = false;
                BtfVerifierOptions options = new() { Rules = rules ?? RulesFor(btf), KernelByteOrder = btf.ByteOrder, IsBeforeLoading = IsElf(file) };
                BtfVerifier.VerifyEach(
                    btf,
                    options,
                    finding =>
                    {
                        isRefused |= !finding.IsFilledByLoader;
                        tell(new NamedFinding(finding, NameOf(finding.TypeId, btf)));
                        return all || !isRefused;
                    });
                if (unit == 0 && (all || !isRefused) && BpfFile.IsObject(file))
                {
                    isRefused |= TellExtension(file, all, tell);
                }

                return new Verdict { IsWrongBase = isWrongBase, IsRefused = isRefused };
            }
        }

        bool isUnreadable = error.Code == BtfErrorCode.Unreadable;
        return !isUnreadable && unit == 0 && TellUnopened(file, baseObject, rules ?? BtfRules.Linux72, all, error, tell)
            ? new Verdict { IsRefused = true }
            : new Verdict { Error = isUnreadable ? InputFile.Reason(file, error) : error.Message, IsUnreadable = isUnreadable };
    }

    /// <summary>Passes on what is wrong in the <c>.BTF.ext</c> section of a BPF object.</summary>
    /// <returns>Whether something is wrong.</returns>
    private static bool TellExtension(string file, bool all, Action<IToldFinding> tell)
    {
        if (!BpfObjectFile.TryOpen(InputFile.PathOf(file), out BpfObjectFile? program, out BtfError error))
        {
            tell(new ExtensionFinding(nameof(BtfExtensionFindingCode.BadSection), error.Message, error.Message, "", 0, error.ByteOffset));
            return true;
        }

        using (program)
        {
            bool any = false;
            foreach (BtfExtensionFinding finding in BtfExtensionVerifier.Verify(program))
            {
                tell(ExtensionFinding.Of(finding));
                any = true;
                if (!all)
                {
                    break;
                }
            }

            return any;
        }
    }

    /// <summary>Returns the rules of the first kernel that knows all kinds of an object.</summary>
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

    /// <summary>Passes on what is wrong in BTF that is too broken to be opened: such data also breaks a rule of the kernel.</summary>
    private static bool TellUnopened(string file, BtfObject? baseObject, BtfRules rules, bool all, BtfError error, Action<IToldFinding> tell)
    {
        if (error.Code == BtfErrorCode.BadMagic || !BtfSections.TryOpen(InputFile.PathOf(file), out BtfSections? sections, out _))
        {
            return false;
        }

        using (sections)
        {
            BtfVerifierOptions options = BtfHeader.TryParse(sections.Btf, out BtfHeader header, out _)
                ? new() { Rules = rules, KernelByteOrder = header.ByteOrder }
                : new() { Rules = rules };
            IReadOnlyList<BtfFinding> findings = all
                ? BtfVerifier.VerifyAll(sections.Btf, baseObject, options)
                : [BtfVerifier.Verify(sections.Btf, baseObject, options)];
            bool any = false;
            foreach (BtfFinding finding in findings.Where(finding => !finding.IsNone))
            {
                tell(new NamedFinding(finding, ""));
                any = true;
            }

            return any;
        }
    }

    /// <summary>Whether a file that could be opened before is an ELF file: a BPF object holds its BTF as the compiler wrote it.</summary>
    private static bool IsElf(string file)
    {
        using FileStream stream = File.OpenRead(InputFile.PathOf(file));
        Span<byte> head = stackalloc byte[4];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("\u007fELF"u8);
    }

    // The name itself may be wrong. In crafted data, each of many names can be as long as all of the data.
    private static string NameOf(uint typeId, BtfObject btf)
    {
        if (typeId == 0 || !btf.TryGetType(typeId, out BtfType type) || !type.Name.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            return "";
        }

        return utf8.Length <= LongestName ? SafeText.Decode(utf8) : SafeText.Decode(utf8[..LongestName]) + "…";
    }
}

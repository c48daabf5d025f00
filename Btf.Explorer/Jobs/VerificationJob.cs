using Btf.Text;
using Btf.Core;
using Btf.Core.Programs;

namespace Btf.Explorer.Jobs;

/// <summary>Checks a source by the rules of the kernel's loader.</summary>
internal static class VerificationJob
{
    private const int MostFindings = 10_000;
    private const int LongestName = 256;

    /// <summary>Checks an object.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="program">The BPF object file that it comes from; null for a kernel or module.</param>
    /// <param name="word">The rules: <c>7.4</c>, <c>7.2</c> or <c>6.18</c>; empty for those of the first kernel that knows all kinds of the object.</param>
    public static VerificationAnswer Run(BtfObject btf, BpfObjectFile? program, string word)
    {
        BtfRules rules = word switch
        {
            "7.4" => BtfRules.Linux74,
            "7.2" => BtfRules.Linux72,
            "6.18" => BtfRules.Linux618,
            _ => RulesFor(btf),
        };
        List<FindingRow> rows = [];
        int count = 0;
        bool isRefused = false;
        BtfVerifierOptions options = new() { Rules = rules, KernelByteOrder = btf.ByteOrder, IsBeforeLoading = program is not null };
        BtfVerifier.VerifyEach(
            btf,
            options,
            finding =>
            {
                isRefused |= !finding.IsFilledByLoader;
                Add(rows, ref count, finding.TypeId, new NamedFinding(finding, NameOf(finding.TypeId, btf)), finding.ByteOffset);
                return true;
            });
        if (program is not null)
        {
            foreach (BtfExtensionFinding finding in BtfExtensionVerifier.Verify(program))
            {
                isRefused = true;
                Add(rows, ref count, 0, ExtensionFinding.Of(finding), finding.ByteOffset);
            }
        }

        string name = rules switch { BtfRules.Linux74 => "7.4", BtfRules.Linux618 => "6.18", _ => "7.2" };
        return new VerificationAnswer(name, isRefused, rows, count);
    }

    private static void Add(List<FindingRow> rows, ref int count, uint id, IToldFinding finding, long byteOffset)
    {
        if (++count <= MostFindings)
        {
            rows.Add(new FindingRow(id, SafeText.Of(finding.ToString()), byteOffset));
        }
    }

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

    private static string NameOf(uint typeId, BtfObject btf)
    {
        if (typeId == 0 || !btf.TryGetType(typeId, out BtfType type) || !type.Name.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            return "";
        }

        return utf8.Length <= LongestName ? SafeText.Decode(utf8) : SafeText.Decode(utf8[..LongestName]) + "…";
    }
}

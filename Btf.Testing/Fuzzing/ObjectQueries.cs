using Btf.Core.Extensions;
using Btf.Core.Programs;

namespace Btf.Testing;

/// <summary>Relocates a BPF object for a target by all rules, verifies its records, and extracts the part of the target that it needs.</summary>
internal static class ObjectQueries
{
    private const int MostFindings = 100;
    private static readonly CoreRules[] _rules = Enum.GetValues<CoreRules>();

    /// <summary>Runs on a pair of the target and the object.</summary>
    /// <returns>Whether both could be opened.</returns>
    public static bool Run(FuzzInput input)
    {
        if (!BtfObject.TryFromMemory(input.Base, out BtfObject? target, out _, options: FuzzTargets.Options))
        {
            return false;
        }

        using (target)
        {
            BtfError error = BpfObjectFile.TryCreate(input.Data.ToArray(), out BpfObjectFile? file);
            if (file is null)
            {
                FuzzTargets.Expect(error.Message.Length > 0, "There is no reason.");
                return false;
            }

            using (file)
            {
                Use(file, target, input.Data.Length);
                return file.Extension is not null;
            }
        }
    }

    private static void Use(BpfObjectFile file, BtfObject target, int length)
    {
        foreach (CoreRules rules in _rules)
        {
            var report = CoreReport.Create(file, new CoreResolver(target) { Rules = rules }, explains: rules == CoreRules.Libbpf);
            FuzzTargets.Expect(report.Findings.Length == (file.Extension?.CoreRelocations.Count ?? 0), "A record has no finding.");
            using var patched = new MemoryStream();
            report.WritePatched(patched);
            FuzzTargets.Expect(patched.Length == length, "Patching changes the length.");
        }

        foreach (BtfExtensionFinding finding in BtfExtensionVerifier.Verify(file).Take(MostFindings))
        {
            FuzzTargets.Expect(finding.Message.Length > 0, "A finding says nothing.");
        }

        using var kernel = new BtfCollection(target, leaveOpen: true);
        var matrix = new CoreMatrix([file]);
        FuzzTargets.Expect(matrix.Judge("target", kernel).Cells.Length == matrix.Subjects.Length, "A subject has no cell.");
        if (file.Extension is { } program)
        {
            Minimize(target, program);
        }
    }

    private static void Minimize(BtfObject target, BtfExtension program)
    {
        try
        {
            using BtfMinimization part = BtfMinimizer.Create(target, [program]);
            var whole = new CoreResolver(target);
            var min = new CoreResolver(part.Result);
            foreach (BtfCoreRelocation relocation in program.CoreRelocations)
            {
                CoreResolution expected = whole.Resolve(relocation);
                CoreResolution found = min.Resolve(relocation);
                if (expected.Error.Code == CoreErrorCode.None && relocation.Kind != BtfCoreRelocationKind.TargetTypeId)
                {
                    FuzzTargets.Expect(
                        found.NewValue == expected.NewValue && found.IsPoisoned == expected.IsPoisoned && found.Error.Code == CoreErrorCode.None,
                        $"{relocation} comes to {found.NewValue} by the part and to {expected.NewValue} by the whole: {found.Error.Message}");
                }
            }
        }
        catch (BtfFormatException e)
        {
            // A kept type refers to a type or name that does not exist.
            FuzzTargets.Expect(e.Message.Length > 0, "There is no reason.");
        }
    }
}

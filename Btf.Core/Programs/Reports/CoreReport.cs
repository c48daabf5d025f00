using System.Collections.Immutable;

namespace Btf.Core.Programs;

/// <summary>What becomes of the CO-RE records of a BPF object file on a kernel, and whether its programs load.</summary>
/// <remarks>A report is made for people and tools, and allocates. <see cref="CoreResolver"/> resolves records without allocating.</remarks>
public sealed class CoreReport
{
    private readonly byte[] _patched;

    internal CoreReport(byte[] patched, ImmutableArray<CoreFinding> findings)
    {
        _patched = patched;
        Findings = findings;
    }

    /// <summary>Returns a finding for each record, in the order of the file.</summary>
    public ImmutableArray<CoreFinding> Findings { get; }

    /// <summary>Returns whether the file's programs can be loaded, as far as their CO-RE records decide.</summary>
    public bool Loads => Findings.All(finding => finding.Loads);

    /// <summary>Resolves all records of a file.</summary>
    /// <param name="program">The file.</param>
    /// <param name="resolver">The resolver for the kernel. It forgets earlier records of this program.</param>
    /// <param name="explains">
    /// Whether findings say why something is missing, and where it may be instead. This searches the whole target for each such record.
    /// </param>
    /// <returns>The report. The finding of a record that cannot be resolved holds an error; the other records are still resolved.</returns>
    /// <exception cref="ObjectDisposedException">The file or the target is disposed.</exception>
    /// <example>
    /// <code>
    /// using BpfObjectFile program = BpfObjectFile.Open("prog.bpf.o");
    /// CoreReport report = CoreReport.Create(program, new CoreResolver(kernel));
    /// Console.WriteLine(report.Loads ? "It would load." : "It would not load.");
    /// </code>
    /// </example>
    public static CoreReport Create(BpfObjectFile program, CoreResolver resolver, bool explains = true)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(resolver);
        return new CoreReportBuilder(program, resolver, explains).Build();
    }

    /// <summary>Writes the file with relocated instructions. Everything else stays as it is, including the CO-RE records.</summary>
    /// <param name="destination">The stream to write to.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void WritePatched(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(_patched);
    }
}

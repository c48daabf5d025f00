using System.Collections.Immutable;

namespace Btf.Core.Programs;

/// <summary>What becomes of all CO-RE records of a BPF object file against a kernel, and of its programs.</summary>
/// <remarks>Everything is on the heap: for people and for tools. <see cref="CoreResolver"/> resolves records without that.</remarks>
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

    /// <summary>Returns whether the file's programs load, as far as their CO-RE records decide.</summary>
    public bool Loads => Findings.All(finding => finding.Loads);

    /// <summary>Resolves all records of a file.</summary>
    /// <param name="program">The file.</param>
    /// <param name="resolver">What resolves them. It begins the program anew.</param>
    /// <param name="explains">
    /// Whether findings say why something is not there, and where it may be instead. That searches the whole target for each such record.
    /// </param>
    /// <returns>The report. A record that cannot be resolved has an error in its finding, and the others go on.</returns>
    /// <exception cref="ObjectDisposedException">The file or the target is disposed.</exception>
    public static CoreReport Create(BpfObjectFile program, CoreResolver resolver, bool explains = true)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(resolver);
        return new CoreReportBuilder(program, resolver, explains).Build();
    }

    /// <summary>Writes the file with its instructions relocated; everything else stays as it is, the records too.</summary>
    /// <param name="destination">Where to.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WritePatched(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(_patched);
    }
}

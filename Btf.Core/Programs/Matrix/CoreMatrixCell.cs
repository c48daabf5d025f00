using System.Globalization;

namespace Btf.Core.Programs;

/// <summary>What one kernel has for one subject of a <see cref="CoreMatrix"/>.</summary>
/// <param name="Outcome">What becomes of the subject on this kernel.</param>
/// <param name="Value">The value of a relocation on this kernel; 0 if it has none.</param>
/// <param name="Text">The declaration of a hook on this kernel, or the error; null if the value says everything.</param>
public readonly record struct CoreMatrixCell(CoreOutcome Outcome, ulong Value, string? Text = null)
{
    /// <summary>Returns whether this keeps the program from being loaded or attached.</summary>
    public bool IsBroken => Outcome.IsBroken();

    /// <summary>Returns the text if there is one, else the value; empty if the kernel has none.</summary>
    public string Detail => Text ?? (IsBroken || Outcome == CoreOutcome.Absent ? "" : Value.ToString(CultureInfo.InvariantCulture));
}

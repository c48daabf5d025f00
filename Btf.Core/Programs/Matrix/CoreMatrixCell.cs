using System.Globalization;

namespace Btf.Core.Programs;

/// <summary>What a kernel has for something that a program depends on.</summary>
/// <param name="Outcome">What becomes of it there.</param>
/// <param name="Value">A relocation's value there; 0 where there is none.</param>
/// <param name="Text">A hook's declaration there, or what is wrong; null where the value says all.</param>
public readonly record struct CoreMatrixCell(CoreOutcome Outcome, ulong Value, string? Text = null)
{
    /// <summary>Returns whether the program does not load, or cannot be attached.</summary>
    public bool IsBroken => Outcome.IsBroken();

    /// <summary>Returns the declaration or what is wrong, else the value; empty where something is not there.</summary>
    public string Detail => Text ?? (IsBroken || Outcome == CoreOutcome.Absent ? "" : Value.ToString(CultureInfo.InvariantCulture));
}

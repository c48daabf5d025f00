namespace Btf.Core.Programs;

/// <summary>Bounds the steps for all records of one program. Compilers' output stays far below it; crafted data could otherwise take forever.</summary>
internal sealed class WorkBudget
{
    private const long Start = 1L << 24;
    private const long PerRecord = 1024;
    private long _left = Start;

    /// <summary>Whether the current program has used up its budget.</summary>
    public bool IsSpent => _left < 0;

    /// <summary>Begins a new program.</summary>
    public void Reset() => _left = Start;

    /// <summary>Adds the budget of one more record.</summary>
    public void AddRecord() => _left += PerRecord;

    /// <summary>Spends steps; false if none are left.</summary>
    public bool TrySpend(int steps = 1)
    {
        _left -= steps;
        return _left >= 0;
    }
}

namespace Btf.Core.Programs;

/// <summary>A bound on the steps that the records of one program may take in all. Compilers' data stays far below it; crafted data does not end otherwise.</summary>
internal sealed class WorkBudget
{
    private const long Start = 1L << 24;
    private const long PerRecord = 4096;
    private long _left = Start;

    /// <summary>Whether the work of the current program took too long.</summary>
    public bool IsSpent => _left < 0;

    /// <summary>Begins a new program.</summary>
    public void Reset() => _left = Start;

    /// <summary>Begins a record, which adds what a record may take.</summary>
    public void AddRecord() => _left += PerRecord;

    /// <summary>Takes steps; false where none are left.</summary>
    public bool TrySpend(int steps = 1)
    {
        _left -= steps;
        return _left >= 0;
    }
}

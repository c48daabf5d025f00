namespace Btf.Core.Values;

/// <summary>
/// Bounds the work and the text of one value. Without it, crafted types take forever: 2^32 empty structures in an array, structures that each hold the next one
/// twice, or very many members that share a very long name.
/// </summary>
internal struct ValueBudget
{
    private const long LeastSteps = 1 << 22;
    private const long StepsPerByte = 64;
    private const long TextPerByte = 1024;
    private readonly long _textLimit;
    private long _steps;

    public ValueBudget(BtfObject btf, int dataLength)
    {
        _steps = LeastSteps + StepsPerByte * dataLength;
        _textLimit = CDumpContext.TextLimitOf(btf) + TextPerByte * dataLength;
    }

    /// <summary>Spends steps of work.</summary>
    /// <returns>Whether the budget still allowed them.</returns>
    public bool Take(long steps)
    {
        _steps -= steps;
        return _steps >= 0;
    }

    /// <summary>Returns whether the budget allows so many bytes of text.</summary>
    public readonly bool Allows(long written) => written <= _textLimit;
}

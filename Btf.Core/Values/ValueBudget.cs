namespace Btf.Core.Values;

/// <summary>
/// How much work and text data may ask for: an array of 2^32 empty structures takes no bytes, structures that hold two of the next double at each step, and
/// very many members may share a very long name.
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

    /// <summary>Takes note of work.</summary>
    /// <returns>Whether it was still allowed.</returns>
    public bool Take(long steps)
    {
        _steps -= steps;
        return _steps >= 0;
    }

    /// <summary>Whether there may be so much text, in bytes.</summary>
    public readonly bool Allows(long written) => written <= _textLimit;
}

namespace Btf.Core.Programs;

/// <summary>A CO-RE record for which nothing can be kept, because the program would not load on the kernel anyway.</summary>
public sealed class BtfMinimizerFailure
{
    internal BtfMinimizerFailure(int programIndex, string message)
    {
        ProgramIndex = programIndex;
        Message = message;
    }

    /// <summary>Returns the program's index in the list given to <see cref="BtfMinimizer"/>.</summary>
    public int ProgramIndex { get; }

    /// <summary>Returns one sentence that names the error, the section, the instruction and the record.</summary>
    public string Message { get; }
}

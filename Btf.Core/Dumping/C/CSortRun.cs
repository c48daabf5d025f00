namespace Btf.Core;

/// <summary>Items in a row that are equal so far, and what they are to be sorted by next.</summary>
internal record struct CSortRun
{
    public int Start;
    public int Count;

    /// <summary>Of a name, the byte at which the key starts.</summary>
    public int Depth;

    public CSortStage Stage;
}

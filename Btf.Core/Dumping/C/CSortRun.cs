namespace Btf.Core;

/// <summary>A run of items that are equal so far, and the key to sort them by next.</summary>
internal record struct CSortRun
{
    public int Start;
    public int Count;

    /// <summary>For a name, the byte at which the key starts.</summary>
    public int Depth;

    public CSortStage Stage;
}

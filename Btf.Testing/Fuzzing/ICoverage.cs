namespace Btf.Testing;

/// <summary>Finds cases that reach code that no earlier case reached.</summary>
public interface ICoverage
{
    /// <summary>The number of different places and hit counts that were reached so far.</summary>
    int Count { get; }

    /// <summary>Forgets the last case.</summary>
    void Begin();

    /// <summary>Returns whether the case since <see cref="Begin"/> reached anything new.</summary>
    bool FoundNew();
}

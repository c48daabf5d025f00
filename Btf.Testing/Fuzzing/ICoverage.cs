namespace Btf.Testing;

/// <summary>Tells which cases went where none went before.</summary>
public interface ICoverage
{
    /// <summary>How many places were reached so far, each by how often counted anew.</summary>
    int Count { get; }

    /// <summary>Forgets the last case.</summary>
    void Begin();

    /// <summary>Whether the case since <see cref="Begin"/> went anywhere new.</summary>
    bool FoundNew();
}

namespace Btf.Explorer.Texts;

/// <summary>The pieces of C text that were cut in one slice of time.</summary>
public sealed class CodeChunk
{
    internal CodeChunk(IReadOnlyList<CodeSegment> segments) => Segments = segments;

    internal IReadOnlyList<CodeSegment> Segments { get; }
}

using System.Collections.Immutable;

namespace Btf.Core.Programs;

/// <summary>What is known of a record before the reachable instructions are found.</summary>
internal sealed class CoreDraft
{
    public required CoreResolution Resolution { get; init; }

    public required string SectionName { get; init; }

    public required CoreError Error { get; set; }

    public ImmutableArray<byte> Before { get; set; } = [];

    public ImmutableArray<byte> After { get; set; } = [];

    public bool IsPoisoned { get; set; }

    public ImmutableArray<CoreCandidate> Candidates { get; set; } = [];

    public ImmutableArray<string> Explanation { get; set; } = [];

    public ImmutableArray<string> Warnings { get; set; } = [];
}

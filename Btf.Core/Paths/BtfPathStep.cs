namespace Btf.Core;

/// <summary>One step of a member path. See <see cref="BtfPathReader"/>.</summary>
public readonly struct BtfPathStep
{
    internal BtfPathStep(BtfPathStepKind kind, BtfType type, ulong bitOffset, BtfMember? member)
    {
        Kind = kind;
        Type = type;
        BitOffset = bitOffset;
        Member = member;
    }

    /// <summary>What the step does.</summary>
    public BtfPathStepKind Kind { get; }

    /// <summary>The type that it leads to, as it is declared: the member's, the element's, what the pointer points to.</summary>
    public BtfType Type { get; }

    /// <summary>
    /// The place that the step leads to, in bits from the start of what the last pointer on the way points to, or of the path's first type. Of
    /// <see cref="BtfPathStepKind.Dereference"/>, the place of the pointer itself, in what is left: there a program reads the address to go on from.
    /// </summary>
    public ulong BitOffset { get; }

    /// <summary>The member that the step leads to; null where it is none.</summary>
    public BtfMember? Member { get; }
}

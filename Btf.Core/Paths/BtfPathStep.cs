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

    /// <summary>The kind of the step.</summary>
    public BtfPathStepKind Kind { get; }

    /// <summary>The declared type that it leads to: of the member, the element, or the pointer's target.</summary>
    public BtfType Type { get; }

    /// <summary>
    /// The place that the step leads to, in bits from the start of the last crossed pointer's target, or else of the path's first type. For
    /// <see cref="BtfPathStepKind.Dereference"/>, the place of the pointer itself, where a program reads the address to continue from.
    /// </summary>
    public ulong BitOffset { get; }

    /// <summary>The member that the step leads to; null for other steps.</summary>
    public BtfMember? Member { get; }
}

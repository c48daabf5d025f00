namespace Btf.Core;

/// <summary>What a member path such as <c>task_struct.se.vruntime</c> leads to. See <see cref="BtfObject.ResolvePath(string)"/>.</summary>
/// <remarks>
/// It holds what it says; only its text is read from the data, and answers <see cref="ObjectDisposedException"/> after the object is disposed.
/// </remarks>
public readonly struct BtfMemberPath
{
    internal BtfMemberPath(BtfType root, BtfType type, BtfMember? member, ulong bitOffset, ulong bitSize, bool isBitfield, int pointersCrossed)
    {
        Root = root;
        Type = type;
        Member = member;
        BitOffset = bitOffset;
        BitSize = bitSize;
        IsBitfield = isBitfield;
        PointersCrossed = pointersCrossed;
    }

    /// <summary>The type that the path starts with.</summary>
    public BtfType Root { get; }

    /// <summary>The type of what the path leads to, as it is declared: a member's, or an element's.</summary>
    public BtfType Type { get; }

    /// <summary>The last member on the path, to which indexes may follow; null where there is none.</summary>
    public BtfMember? Member { get; }

    /// <summary>
    /// The place in bits from the start of <see cref="Root"/>; where pointers were crossed, from the start of what the last of them points to.
    /// <see cref="BtfPathReader"/> tells the places of the pointers.
    /// </summary>
    public ulong BitOffset { get; }

    /// <summary>The byte that holds the first bit.</summary>
    public ulong ByteOffset => BitOffset / 8;

    /// <summary>A bit-field's width in bits; else 8 times the type's size in bytes.</summary>
    public ulong BitSize { get; }

    /// <summary>Whether the path leads to a bit-field.</summary>
    public bool IsBitfield { get; }

    /// <summary>The number of pointers that <c>-&gt;</c> crossed.</summary>
    public int PointersCrossed { get; }

    /// <summary>What the path leads to, as C would declare it.</summary>
    public override string ToString() => Member is { } member && member.TypeId == Type.Id ? member.ToString() : Type.ToString();
}

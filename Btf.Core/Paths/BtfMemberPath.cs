namespace Btf.Core;

/// <summary>The target of a member path such as <c>task_struct.se.vruntime</c>. See <see cref="BtfObject.ResolvePath(string)"/>.</summary>
/// <remarks>
/// Its numbers stay valid after the object is disposed; only its text is read from the data, and then throws <see cref="ObjectDisposedException"/>.
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

    /// <summary>The declared type of the member or element that the path leads to.</summary>
    public BtfType Type { get; }

    /// <summary>The last member on the path, possibly followed by indexes; null if there is none.</summary>
    public BtfMember? Member { get; }

    /// <summary>
    /// The place in bits from the start of <see cref="Root"/> or, if the path crosses pointers, from the start of the last pointer's target.
    /// <see cref="BtfPathReader"/> gives the places of the pointers.
    /// </summary>
    public ulong BitOffset { get; }

    /// <summary>The byte of the first bit.</summary>
    public ulong ByteOffset => BitOffset / 8;

    /// <summary>The width of a bit-field, or else the size of the type, in bits.</summary>
    public ulong BitSize { get; }

    /// <summary>Whether the path leads to a bit-field.</summary>
    public bool IsBitfield { get; }

    /// <summary>The number of pointers that <c>-&gt;</c> crossed.</summary>
    public int PointersCrossed { get; }

    /// <summary>Returns the C declaration of the path's target.</summary>
    public override string ToString() => Type.IsNone ? "" : ViewText.Of(
        this, $"[{Type.Id}]", static path => path.Member is { } member && member.TypeId == path.Type.Id ? member.ToString() : path.Type.ToString());
}

using System.Collections;

namespace Btf.Core.Programs;

/// <summary>A kept type. A structure or union may keep only some of its members.</summary>
internal sealed class MinimalType(BtfType type)
{
    // Null until the first member is kept.
    private BitArray? _members;

    public BtfType Type { get; } = type;

    /// <summary>Whether the types that give it a size are kept.</summary>
    public bool IsSized { get; set; }

    /// <summary>Whether the types behind its pointers are kept as well.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>Whether everything that a member-by-member comparison reads is kept.</summary>
    public bool IsMatched { get; set; }

    /// <summary>Whether everything that a comparison behind a pointer reads is kept; it skips members.</summary>
    public bool IsMatchedBehindPointer { get; set; }

    /// <summary>The id in the new object; 0 until it is assigned.</summary>
    public uint NewId { get; set; }

    public bool HasMember(int index) => _members is not null && _members[index];

    /// <summary>Keeps a member.</summary>
    public void KeepMember(int index)
    {
        _members ??= new BitArray(Type.Vlen);
        _members[index] = true;
    }
}

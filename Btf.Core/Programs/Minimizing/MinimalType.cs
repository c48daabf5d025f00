using System.Collections;

namespace Btf.Core.Programs;

/// <summary>A type that is kept, of a structure or union with some of its members.</summary>
internal sealed class MinimalType(BtfType type)
{
    // Made when the first member is kept.
    private BitArray? _members;

    public BtfType Type { get; } = type;

    /// <summary>Whether what gives it a size is kept.</summary>
    public bool IsSized { get; set; }

    /// <summary>Whether what its pointers lead to is kept too.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>Whether what it is compared by, member by member, is kept.</summary>
    public bool IsMatched { get; set; }

    /// <summary>The same behind a pointer, where members do not count.</summary>
    public bool IsMatchedBehindPointer { get; set; }

    /// <summary>The id in the new object; 0 until it has one.</summary>
    public uint NewId { get; set; }

    public bool HasMember(int index) => _members is not null && _members[index];

    /// <summary>Keeps a member.</summary>
    public void KeepMember(int index)
    {
        _members ??= new BitArray(Type.Vlen);
        _members[index] = true;
    }
}

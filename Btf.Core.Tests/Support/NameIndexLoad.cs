using System.Numerics;
using System.Runtime.CompilerServices;

namespace Btf.Core.Tests;

/// <summary>Measures how evenly an object's names are spread in its name index, by the index's own steps.</summary>
public sealed class NameIndexLoad
{
    public NameIndexLoad(BtfObject btf, IEnumerable<byte[]> distinctNames)
    {
        NameIndex index = btf.NameIndex!;
        foreach (byte[] name in distinctNames)
        {
            int read = CountGroups(index, name, out int candidates);
            MostGroups = Math.Max(MostGroups, read);
            WrongCandidates += candidates - 1;
            NamedTypes += btf.FindTypes(name).Count();
        }
    }

    /// <summary>The largest number of slot groups that a look-up reads.</summary>
    public int MostGroups { get; }

    /// <summary>The number of named types that were found by their name.</summary>
    public long NamedTypes { get; }

    /// <summary>The number of slots that look like those of a name but belong to another.</summary>
    public int WrongCandidates { get; }

    /// <summary>Returns the number of groups that a look-up of a name reads, and the number of slots in them that look like the name's.</summary>
    private static int CountGroups(NameIndex index, ReadOnlySpan<byte> name, out int candidates)
    {
        uint hash = Hash(index).OddOf(name);
        uint tag = Tag(index, hash);
        candidates = 0;
        int count = 0;
        for (uint at = GroupIndex(index, hash); ; at = Next(index, at))
        {
            count++;
            candidates += BitOperations.PopCount(EqualTags(index, ref GroupAt(index, at), tag));
            if (!IsFull(null, ref GroupAt(index, at)))
            {
                GC.KeepAlive(index);
                return count;
            }
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_hash")]
    private static extern ref NameHash Hash(NameIndex index);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(Tag))]
    private static extern uint Tag(NameIndex index, uint hash);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(GroupIndex))]
    private static extern uint GroupIndex(NameIndex index, uint hash);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(GroupAt))]
    private static extern ref uint GroupAt(NameIndex index, uint group);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(Next))]
    private static extern uint Next(NameIndex index, uint group);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(EqualTags))]
    private static extern uint EqualTags(NameIndex index, ref uint group, uint tag);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = nameof(IsFull))]
    private static extern bool IsFull(NameIndex? index, ref uint group);
}

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Finds a member by name. As in C, members of an anonymous structure or union belong to the one around it.</summary>
/// <remarks>
/// C allows a name only once in a scope. If the data has it more often, the search returns the member with the smallest depth, and of these the first, so it
/// goes depth by depth. The size of the data bounds the work, because anonymous members of hostile data may contain each other.
/// </remarks>
internal static class MemberSearch
{
    /// <summary>The number of levels of anonymous structures and unions that are searched.</summary>
    public const int MaxDepth = 32;

    /// <summary>Finds a member.</summary>
    /// <param name="composite">The structure or union.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="location">The member and its place.</param>
    /// <param name="work">Counts the compared members.</param>
    public static bool TryFind(BtfComposite composite, ReadOnlySpan<byte> name, out BtfMemberLocation location, ref long work)
    {
        composite.AsType().Object.ThrowIfDisposed();
        location = default;
        if (name.IsEmpty)
        {
            return false;
        }

        work += composite.AsType().Vlen;
        if (TryFindOwn(composite.AsType(), name, out BtfMember own, out bool hasNameless))
        {
            location = new BtfMemberLocation(own, 0, 0);
            return true;
        }

        if (!hasNameless)
        {
            composite.AsType().Object.ThrowIfClosedMeanwhile();
            return false;
        }

        return TryFindInside(composite, name, out location, ref work);
    }

    /// <summary>Searches the anonymous members of a structure or union, depth by depth.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryFindInside(BtfComposite composite, ReadOnlySpan<byte> name, out BtfMemberLocation location, ref long work)
    {
        location = default;
        long most = MostWork(composite.AsType().Object);
        long budget = most;
        bool found = TryFindAtFirstDepth(composite.AsType(), name, ref budget, out bool goesOn, out location);
        for (int depth = 2; depth <= MaxDepth && goesOn && !found; depth++)
        {
            found = TryFindAtDepth(composite.AsType(), name, depth, ref budget, out goesOn, out location);
        }

        // A closed object reads as nameless members at offset 0.
        composite.AsType().Object.ThrowIfClosedMeanwhile();
        work += most - budget;
        return found;
    }

    /// <summary>Searches the anonymous members of the outer structure or union. Nearly all are there, and this depth needs no stack.</summary>
    private static bool TryFindAtFirstDepth(BtfType type, ReadOnlySpan<byte> name, ref long budget, out bool goesOn, out BtfMemberLocation location)
    {
        goesOn = false;
        var outer = new Frame { Composite = type };
        while (TryNextAnonymous(ref outer, ref budget, out Frame inner))
        {
            budget -= inner.Composite.Vlen;
            if (TryFindOwn(inner.Composite, name, out BtfMember member, out bool hasNameless))
            {
                location = new BtfMemberLocation(member, inner.BitOffset, 1);
                return true;
            }

            goesOn |= hasNameless;
        }

        goesOn &= budget > 0;
        location = default;
        return false;
    }

    /// <summary>Searches the anonymous members of one depth.</summary>
    /// <param name="type">The outer structure or union.</param>
    /// <param name="name">The name.</param>
    /// <param name="depth">The depth, from 2. Direct anonymous members have depth 1.</param>
    /// <param name="budget">The number of members that may still be compared.</param>
    /// <param name="goesOn">Whether this depth exists and the budget lasts.</param>
    /// <param name="location">The member.</param>
    private static bool TryFindAtDepth(
        BtfType type, ReadOnlySpan<byte> name, int depth, ref long budget, out bool goesOn, out BtfMemberLocation location)
    {
        goesOn = false;
        var frames = default(Frames);
        frames[0] = new Frame { Composite = type };
        int at = 0;
        while (at >= 0)
        {
            if (!TryNextAnonymous(ref frames[at], ref budget, out Frame inner))
            {
                at--;
            }
            else if (at + 1 < depth)
            {
                frames[++at] = inner;
            }
            else
            {
                goesOn = true;
                budget -= inner.Composite.Vlen;
                if (TryFindOwn(inner.Composite, name, out BtfMember member, out _))
                {
                    location = new BtfMemberLocation(member, inner.BitOffset, depth);
                    return true;
                }
            }
        }

        goesOn &= budget > 0;
        location = default;
        return false;
    }

    /// <summary>Searches the direct members of a structure or union.</summary>
    /// <param name="composite">The structure or union.</param>
    /// <param name="name">The name.</param>
    /// <param name="member">The member.</param>
    /// <param name="hasNameless">If the name was not found, whether there is a nameless member.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFindOwn(BtfType composite, ReadOnlySpan<byte> name, out BtfMember member, out bool hasNameless)
    {
        BtfObject owner = composite.Object;
        hasNameless = false;
        BtfElementList<BtfMember> members = composite.AsComposite().Members;
        for (int i = composite.FindMember(0, name); i < members.Count; i = composite.FindMember(i + 1, name))
        {
            if (i < 0)
            {
                member = members[~i];
                return true;
            }

            BtfMember candidate = members[i];
            uint offset = candidate.NameOffset;
            if (offset != 0 && owner.HasString(offset, name))
            {
                member = candidate;
                return true;
            }

            // In crafted data, offsets other than 0 may also lead to the empty string.
            hasNameless |= offset == 0 || owner.HasString(offset, default);
        }

        member = default;
        return false;
    }

    /// <summary>Moves to the next nameless member whose type, after typedefs and qualifiers, is a structure or union.</summary>
    private static bool TryNextAnonymous(ref Frame frame, ref long budget, out Frame inner)
    {
        BtfElementList<BtfMember> members = frame.Composite.AsComposite().Members;
        while (frame.Next < members.Count && budget-- > 0)
        {
            BtfMember member = members[frame.Next++];
            if (HasNoName(member) &&
                frame.Composite.Object.TryGetType(member.TypeId, out BtfType type) && type.TryGetUnderlying(out type) &&
                type.Kind is BtfKind.Struct or BtfKind.Union)
            {
                inner = new Frame { Composite = type, BitOffset = frame.BitOffset + member.BitOffset };
                return true;
            }
        }

        inner = default;
        return false;
    }

    private static bool HasNoName(BtfMember member) =>
        member.NameOffset == 0 || member.DeclaringType.Object.HasString(member.NameOffset, default);

    /// <summary>
    /// Returns the number of members that one search may compare: for each depth, as many as the data can have. A larger search repeats members.
    /// </summary>
    public static long MostWork(BtfObject btf)
    {
        long bytes = 0;
        for (BtfObject? part = btf; part is not null; part = part.Base)
        {
            bytes += part.Header.TypeLength;
        }

        return bytes / RecordFormat.HeadSize * MaxDepth;
    }

    private struct Frame
    {
        public BtfType Composite;
        public ulong BitOffset;
        public int Next;
    }

    [InlineArray(MaxDepth)]
    private struct Frames
    {
        private Frame _first;
    }
}

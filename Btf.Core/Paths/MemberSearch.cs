using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Finds a member by name as C's scopes have it: the members of an anonymous structure or union are those of the one around it.</summary>
/// <remarks>
/// C allows a name once in a scope. Where the data has it more often, the least deep one is found, and of those the first: so each depth is walked
/// before the next. The work is bounded by the size of the data, because anonymous members may, in hostile data, contain one another.
/// </remarks>
internal static class MemberSearch
{
    /// <summary>How many anonymous composites inside one another are looked through.</summary>
    public const int MaxDepth = 32;

    /// <summary>Finds a member.</summary>
    /// <param name="composite">The structure or union.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="location">The member, and where it lies.</param>
    /// <param name="work">Counts the members that were looked at.</param>
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

    /// <summary>Searches the anonymous composites inside one, depth by depth.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryFindInside(BtfComposite composite, ReadOnlySpan<byte> name, out BtfMemberLocation location, ref long work)
    {
        location = default;
        long most = MostWork(composite.AsType().Object);
        long budget = most;
        bool found = TryFindAtFirstDepth(composite.AsType(), name, ref budget, out bool goesOn, out location);
        for (int depth = 2; depth <= MaxDepth && goesOn && !found; depth++)
        {
            found = TryFindAtDepth(composite.AsType(), name, depth, ref budget, out goesOn, out location);
        }

        // What is closed reads as members without names, at offset 0.
        composite.AsType().Object.ThrowIfClosedMeanwhile();
        work += most - budget;
        return found;
    }

    /// <summary>Searches the anonymous composites that are members of the outer one, as nearly all are: that takes no stack of them.</summary>
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

    /// <summary>Searches the anonymous composites of one depth.</summary>
    /// <param name="type">The outer composite.</param>
    /// <param name="name">The name.</param>
    /// <param name="depth">From 2, for the anonymous members of those in the outer composite.</param>
    /// <param name="budget">How many more members may be looked at.</param>
    /// <param name="goesOn">Whether there is one of this depth, and the budget lasts.</param>
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

    /// <summary>Searches the members of a composite itself.</summary>
    /// <param name="composite">The composite.</param>
    /// <param name="name">The name.</param>
    /// <param name="member">The member.</param>
    /// <param name="hasNameless">Whether there is a member without a name, where the name was not found.</param>
    private static bool TryFindOwn(BtfType composite, ReadOnlySpan<byte> name, out BtfMember member, out bool hasNameless)
    {
        BtfObject owner = composite.Object;
        hasNameless = false;
        foreach (BtfMember candidate in composite.AsComposite().Members)
        {
            uint offset = candidate.NameOffset;
            if (offset != 0 && owner.HasString(offset, name))
            {
                member = candidate;
                return true;
            }

            // Crafted data may have other offsets of the empty string than 0.
            hasNameless |= offset == 0 || owner.HasString(offset, default);
        }

        member = default;
        return false;
    }

    /// <summary>Steps to the next member without a name whose type is a structure or union, past typedefs and qualifiers.</summary>
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

    /// <summary>How many members one search looks at: as many as the data can have, at each depth. More than that looks at some of them again and again.</summary>
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

namespace Btf.Core.Programs;

/// <summary>Follows the steps of a local access through a candidate: members by name, even inside anonymous members, and elements by index.</summary>
internal sealed class FieldMatcher
{
    private readonly WorkBudget _budget;

    // The composites around the current member, from the outermost through anonymous ones. As many as an access can have steps.
    private readonly Frame[] _frames = new Frame[CoreSpec.MaxLength];

    public FieldMatcher(WorkBudget budget) => _budget = budget;

    /// <summary>Fills a spec with the candidate's access. If the candidate does not match, the spec ends at the step that failed.</summary>
    public CoreMatch Match(CoreSpec local, BtfType candidate, CoreSpec target)
    {
        target.Start(candidate);
        BtfType type = candidate;
        bool isFirst = true;
        foreach (CoreAccessor accessor in local.Accessors)
        {
            if (!type.TryGetUnderlying(out type))
            {
                return CoreMatch.Failed;
            }

            CoreMatch match = accessor.IsNamed ? MatchMember(accessor, ref type, target) : MatchElement(accessor, isFirst, ref type, target);
            if (match != CoreMatch.Yes)
            {
                return match;
            }

            isFirst = false;
        }

        return CoreMatch.Yes;
    }

    private static CoreMatch MatchElement(in CoreAccessor accessor, bool isFirst, ref BtfType type, CoreSpec target)
    {
        if (!isFirst)
        {
            // The first index applies to the candidate itself; every later index needs an array.
            if (!type.TryAsArray(out BtfArray array) || (!target.IsFlexible(array) && (uint)accessor.Index >= array.Count))
            {
                return CoreMatch.No;
            }

            if (!type.Object.TryGetType(array.ElementTypeId, out type) || !type.TryGetUnderlying(out type))
            {
                return CoreMatch.Failed;
            }
        }

        if (!target.TryPushRaw(accessor.Index))
        {
            return CoreMatch.Failed;
        }

        target.Add(new CoreAccessor(type, accessor.Index, IsNamed: false));
        if (!type.TryGetSizeInBytes(out uint size))
        {
            return CoreMatch.Failed;
        }

        target.Skip(accessor.Index, size);
        return CoreMatch.Yes;
    }

    private CoreMatch MatchMember(in CoreAccessor accessor, ref BtfType type, CoreSpec target)
    {
        if (!CoreKinds.IsComposite(type.Kind))
        {
            return CoreMatch.No;
        }

        BtfMember wanted = accessor.Type.AsComposite().Members[accessor.Index];
        BtfObject local = accessor.Type.Object;
        if (!CoreNames.TryRead(local, wanted.NameOffset, out ReadOnlySpan<byte> name) || !local.TryGetType(wanted.TypeId, out BtfType wantedType))
        {
            return CoreMatch.Failed;
        }

        CoreMatch match = FindMember(name, wantedType, type, target, out BtfMember found);
        GC.KeepAlive(local);
        if (match == CoreMatch.Yes)
        {
            target.Add(new CoreAccessor(found.DeclaringType, found.Index, IsNamed: true));
            _ = type.Object.TryGetType(found.TypeId, out type);
        }

        return match;
    }

    /// <summary>Finds a member by name, in the order of declaration, entering anonymous members, and moves the spec to it.</summary>
    private CoreMatch FindMember(ReadOnlySpan<byte> name, BtfType wanted, BtfType composite, CoreSpec target, out BtfMember found)
    {
        BtfObject owner = composite.Object;
        int depth = 0;
        _frames[0] = new Frame(composite);
        found = default;
        while (true)
        {
            ref Frame frame = ref _frames[depth];
            int next = frame.Type.FindMember(frame.Next, name);
            bool isNamed = next < 0;
            next = isNamed ? ~next : next;
            bool isInBudget = _budget.TrySpend(next - frame.Next + 1);
            frame.Next = next;
            if (next == frame.Members.Count)
            {
                // This anonymous member does not have it: go back to the composite around it.
                if (--depth < 0)
                {
                    return CoreMatch.No;
                }

                Leave(_frames[depth].Members[_frames[depth].Next - 1], target);
                continue;
            }

            found = frame.Members[frame.Next++];
            if (target.RawLength == CoreSpec.MaxLength || !isInBudget)
            {
                return CoreMatch.Failed;
            }

            uint nameOffset = found.NameOffset;
            isNamed = isNamed || (nameOffset != 0 && owner.HasString(nameOffset, name));
            if (!isNamed && nameOffset != 0 && !IsEmpty(owner, nameOffset))
            {
                continue;
            }

            _ = target.TryPushRaw(found.Index);
            target.BitOffset += found.EncodedBitOffset;
            if (!owner.TryGetType(found.TypeId, out BtfType inner) || !inner.TryGetUnderlying(out BtfType underlying))
            {
                return CoreMatch.Failed;
            }

            if (isNamed)
            {
                CoreMatch match = FieldCompatibility.Compare(wanted, inner, _budget);
                if (match != CoreMatch.No || depth == 0)
                {
                    return match;
                }

                // The first member of this name decides for its composite. The search goes on after this anonymous composite.
                Leave(found, target);
                frame.Next = frame.Members.Count;
            }
            else if (!CoreKinds.IsComposite(underlying.Kind))
            {
                // A padding bit-field.
                Leave(found, target);
            }
            else if (++depth < _frames.Length)
            {
                _frames[depth] = new Frame(underlying);
            }
            else
            {
                return CoreMatch.Failed;
            }
        }
    }

    private static void Leave(BtfMember member, CoreSpec target)
    {
        target.BitOffset -= member.EncodedBitOffset;
        target.PopRaw();
    }

    private static bool IsEmpty(BtfObject owner, uint nameOffset) => owner.HasString(nameOffset, default);

    private struct Frame(BtfType composite)
    {
        public readonly BtfType Type = composite;
        public readonly BtfElementList<BtfMember> Members = composite.AsComposite().Members;
        public int Next;
    }
}

using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Compares the members of structures and unions. Members of an anonymous structure or union count as members of the type around it.</summary>
internal sealed class CompositeComparer(PartSink sink)
{
    // The most members that a type may have within anonymous structures and unions. In a crafted file, these can contain each other many times over.
    private const int MostNested = 1 << 16;

    // The longest prefix of a member's name, and the length of all prefixes. In a crafted file, each of many levels would have a longer one.
    private const int LongestPrefix = 1024;
    private const int LengthOfPrefixes = 1 << 20;

    private readonly ComparedTypes _types = sink.Types;
    private readonly Stack<InnerPair> _inner = new();
    private readonly List<PlacedMember> _removed = [];
    private readonly List<PlacedMember> _added = [];
    private int _nested;
    private int _prefixLength;

    /// <summary>Adds the differences of two structures or unions.</summary>
    public void Compare(int old, int @new)
    {
        sink.Compare(BtfChangedPart.Type, BtfChangeKind.Resized, "", SizeOf(old), SizeOf(@new));
        _inner.Push(new InnerPair("", old, @new, 0, 0));
        while (_inner.TryPop(out InnerPair pair))
        {
            CompareMembers(pair, Flatten(pair.Old), Flatten(pair.New));
        }

        RegroupedMembers.Tell(this, _removed, _added);
    }

    /// <summary>Returns the node that types see when they refer to a type.</summary>
    public int Seen(int node) => _types.Graph.Seen(node, _types.ClassOf);

    /// <summary>Returns the members. A member of anonymous type is replaced by the members of that type, to any depth.</summary>
    /// <param name="members">The members.</param>
    /// <param name="isOpened">Whether anonymous types are replaced by their members.</param>
    public List<PlacedMember> Parts(List<PlacedMember> members, bool isOpened)
    {
        List<PlacedMember> parts = [];
        Stack<PlacedMember> work = new();
        for (int i = 0; i < members.Count; i++)
        {
            work.Push(members[i] with { Owner = i });
            while (work.TryPop(out PlacedMember place))
            {
                FlatMember member = place.Member;
                if (!isOpened || !IsOpen(member.Type) || _nested >= MostNested || !TryExtend(place.Prefix, member.Name, out string prefix))
                {
                    parts.Add(place);
                    continue;
                }

                List<FlatMember> inner = Flatten(member.Type);
                _nested += inner.Count + 1;
                for (int j = inner.Count - 1; j >= 0; j--)
                {
                    work.Push(new PlacedMember(prefix, place.BitOffset, inner[j], i));
                }
            }
        }

        return parts;
    }

    public void AddRemoved(PlacedMember place) =>
        sink.Add(BtfChangedPart.Member, BtfChangeKind.Removed, NameOf(place.Prefix, place.Member), PartValue.Member(place.Member), "");

    public void AddAdded(PlacedMember place) =>
        sink.Add(BtfChangedPart.Member, BtfChangeKind.Added, NameOf(place.Prefix, place.Member), "", PartValue.Member(place.Member));

    /// <summary>Adds that a member has another path, and that it moved if its place differs too.</summary>
    public void AddRegrouped(in PlacedMember old, in PlacedMember @new)
    {
        PartValue name = NameOf(@new.Prefix, @new.Member);
        sink.Add(BtfChangedPart.Member, BtfChangeKind.Renamed, name, NameOf(old.Prefix, old.Member), name);
        if (old.BitOffset != @new.BitOffset)
        {
            sink.Add(BtfChangedPart.Member, BtfChangeKind.Moved, name, PartValue.Place(old.BitOffset), PartValue.Place(@new.BitOffset));
        }
    }

    private long SizeOf(int node) => _types.Graph.Record(node)[2];

    /// <summary>Returns whether differences in a member's type are listed member by member: in an anonymous structure or union.</summary>
    private bool IsOpen(int node) => _types.Graph.Name(node) == 0 && BtfKinds.Composite.Includes(_types.Graph.Kind(node));

    private List<FlatMember> Flatten(int start)
    {
        const int memberWords = 3;
        List<FlatMember> members = new(_types.Graph.Targets(start).Length);
        Stack<(int Node, int Index, long Offset)> work = new([(start, 0, 0)]);
        while (work.TryPop(out (int Node, int Index, long Offset) place))
        {
            ReadOnlySpan<int> targets = _types.Graph.Targets(place.Node);
            ReadOnlySpan<uint> words = _types.Graph.Record(place.Node)[RecordShape.HeadWords..];
            bool kindFlag = _types.Graph.KindFlag(place.Node);
            for (int i = place.Index; i < targets.Length; i++)
            {
                uint offsetWord = words[i * memberWords + 2];
                int name = (int)words[i * memberWords];
                long offset = place.Offset + RecordFormat.MemberBitOffset(offsetWord, kindFlag);
                if (name == 0 && IsOpen(targets[i]) && _nested < MostNested)
                {
                    _nested += targets.Length + 1;
                    work.Push((place.Node, i + 1, place.Offset));
                    work.Push((targets[i], 0, offset));
                    break;
                }

                members.Add(new FlatMember(name, offset, RecordFormat.MemberBitfieldSize(offsetWord, kindFlag), targets[i]));
            }
        }

        return members;
    }

    private void CompareMembers(in InnerPair pair, List<FlatMember> old, List<FlatMember> @new)
    {
        int[] matches = MemberMatching.Match(_types, old, @new, out int[] matchedBy);
        for (int i = 0; i < old.Count; i++)
        {
            if (matches[i] < 0)
            {
                _removed.Add(new PlacedMember(pair.Prefix, pair.OldStart, old[i], 0));
            }
            else
            {
                CompareMember(pair, old[i], @new[matches[i]]);
            }
        }

        for (int i = 0; i < @new.Count; i++)
        {
            if (matchedBy[i] < 0)
            {
                _added.Add(new PlacedMember(pair.Prefix, pair.NewStart, @new[i], 0));
            }
        }
    }

    private void CompareMember(in InnerPair pair, FlatMember old, FlatMember @new)
    {
        if (old.Name == @new.Name && old.BitOffset == @new.BitOffset && old.BitSize == @new.BitSize && _types.LookSame(old.Type, @new.Type))
        {
            return;
        }

        PartValue name = NameOf(pair.Prefix, @new);
        if (old.Name != @new.Name)
        {
            sink.Add(BtfChangedPart.Member, BtfChangeKind.Renamed, name, NameOf(pair.Prefix, old), name);
        }

        if (old.BitOffset != @new.BitOffset)
        {
            sink.Add(BtfChangedPart.Member, BtfChangeKind.Moved, name, PartValue.Place(old.BitOffset), PartValue.Place(@new.BitOffset));
        }

        sink.Compare(BtfChangedPart.Member, BtfChangeKind.Resized, name, old.BitSize, @new.BitSize);
        bool areOpen = IsOpen(old.Type) && IsOpen(@new.Type) && _types.Graph.Kind(old.Type) == _types.Graph.Kind(@new.Type);
        if (areOpen && _types.LookSame(old.Type, @new.Type))
        {
            return;
        }

        if (areOpen && _nested < MostNested && TryExtend(pair.Prefix, @new.Name, out string prefix))
        {
            _nested++;
            sink.Compare(BtfChangedPart.Member, BtfChangeKind.Resized, name, SizeOf(old.Type), SizeOf(@new.Type));
            _inner.Push(new InnerPair(prefix, old.Type, @new.Type, pair.OldStart + old.BitOffset, pair.NewStart + @new.BitOffset));
            return;
        }

        sink.CompareTypes(BtfChangedPart.Member, name, old.Type, @new.Type);
    }

    /// <summary>Makes the prefix for the members of a member.</summary>
    /// <param name="prefix">The prefix of the member.</param>
    /// <param name="name">The number of the member's name; 0 if it has none.</param>
    /// <param name="longer">The new prefix.</param>
    /// <returns>False if the prefixes would be too long.</returns>
    private bool TryExtend(string prefix, int name, out string longer)
    {
        longer = prefix;
        if (name == 0)
        {
            return true;
        }

        if (prefix.Length >= LongestPrefix || _prefixLength >= LengthOfPrefixes)
        {
            return false;
        }

        longer = $"{prefix}{_types.NameText(name)}.";
        _prefixLength += longer.Length;
        return true;
    }

    private static PartValue NameOf(string prefix, FlatMember member) => PartValue.Name(prefix, member.Name);

    /// <summary>Two versions of an anonymous structure within the compared types, and the first bit of each.</summary>
    private readonly record struct InnerPair(string Prefix, int Old, int New, long OldStart, long NewStart);
}

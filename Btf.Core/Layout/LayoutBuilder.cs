namespace Btf.Core;

/// <summary>Computes a layout: walks over the members in the order of their offsets, and notes the gaps between them.</summary>
internal ref struct LayoutBuilder(BtfComposite composite)
{
    private readonly bool _isUnion = composite.AsType().Kind == BtfKind.Union;
    private LayoutTotals _totals;
    private LayoutWalk _walk;
    private PooledList<BtfLayoutEntry> _entries;

    // The first bit after all members so far.
    private long _end;

    public BtfLayout Build()
    {
        BtfElementList<BtfMember> members = composite.Members;
        int[]? order = LayoutOrder.Of(composite);
        LayoutMember last = default;
        for (int turn = 0; turn < members.Count; turn++)
        {
            BtfMember member = members[order is null ? turn : order[turn]];
            LayoutMember place = LayoutPlaces.PlaceOf(member);
            if (!_isUnion)
            {
                AddGap(_walk.GapBefore(place), place.FirstBit);
            }

            if (_walk.Pass(place))
            {
                _totals.Add(place);
            }

            Add(member, place);
            last = place.EndBit >= last.EndBit ? place : last;
        }

        AddEnd(last);
        BtfLayoutEntry[] entries = _entries.Items.ToArray();
        _entries.Return();
        return BtfLayout.Create(composite, entries, _totals);
    }

    private void Add(BtfMember member, LayoutMember place)
    {
        long size = place.EndBit - place.FirstBit;
        ulong padding = LayoutPlaces.PaddingAfter(member);
        _totals.AddPadding(padding);
        bool overlaps = !_isUnion && size > 0 && place.FirstBit < _end;
        _entries.Add(new BtfLayoutEntry(BtfLayoutPart.Member, place.FirstBit, (ulong)Math.Max(0, size), member.Index, padding, overlaps));
        _end = Math.Max(_end, place.EndBit);
    }

    private void AddGap(LayoutGap gap, long first)
    {
        if (!gap.IsEmpty)
        {
            _totals.Add(gap);
        }

        long free = first - _end;
        if (free <= 0)
        {
            return;
        }

        // If pahole's rule and the offsets disagree, as in packed structures of bit-fields, the offsets are right.
        long bits = Math.Max(0, gap.Bits);
        bool agrees = bits + (Math.Max(0, gap.Bytes) * 8) == free;
        bits = agrees ? bits : Math.Min(free, (8 - (_end % 8)) % 8);
        AddFree(BtfLayoutPart.BitHole, bits);
        AddFree(BtfLayoutPart.Hole, (free - bits) / 8 * 8);
        AddFree(BtfLayoutPart.BitHole, first - _end);
    }

    private void AddEnd(LayoutMember last)
    {
        long free = (composite.Size * 8L) - _end;
        if (free <= 0 || (_isUnion && composite.Members.Count == 0))
        {
            return;
        }

        long unitEnd = Math.Min(last.EndByte, composite.Size) * 8;
        long bits = last.Bits != 0 && unitEnd > _end ? unitEnd - _end : (8 - (_end % 8)) % 8;
        AddFree(BtfLayoutPart.BitPadding, bits);
        AddFree(BtfLayoutPart.Padding, (composite.Size * 8L) - _end);
    }

    private void AddFree(BtfLayoutPart part, long bits)
    {
        if (bits > 0)
        {
            _entries.Add(new BtfLayoutEntry(part, (ulong)_end, (ulong)bits));
            _end += bits;
        }
    }
}

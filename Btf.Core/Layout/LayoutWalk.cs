namespace Btf.Core;

/// <summary>Walks over the members of a structure in the order of their offsets, and finds the gaps between them without allocating.</summary>
internal struct LayoutWalk
{
    private long _endBit;
    private long _endByte;
    private long _unitStart;
    private bool _afterBitfield;
    private bool _hasMember;

    /// <summary>Returns the gap before a member.</summary>
    public readonly LayoutGap GapBefore(LayoutMember place)
    {
        long first = place.FirstBit;
        long unit = place.Start * 8L;
        bool isBitfield = place.Bits != 0;
        if (!_hasMember)
        {
            return isBitfield ? new LayoutGap(first - unit, place.Start, ForcesBoundary: false) : new LayoutGap(0, first / 8, ForcesBoundary: false);
        }

        if (isBitfield && _afterBitfield && place.Start == _unitStart)
        {
            return new LayoutGap(first - _endBit, 0, ForcesBoundary: false);
        }

        long end = _endBit;
        if (_afterBitfield)
        {
            end = Math.Max(_endBit, Math.Min(_endByte * 8, isBitfield ? Math.Max(unit, _endBit) : first));
        }

        long bits = Math.Max(0, end - _endBit);
        long bytes = ((isBitfield ? unit : first) - end) / 8;
        return new LayoutGap(bits, bytes, bits > 0 && isBitfield && bytes <= 0);
    }

    /// <summary>Steps over a member.</summary>
    /// <returns>Whether it counts in the totals. A member without a size after a bit-field only marks a place.</returns>
    public bool Pass(LayoutMember place)
    {
        _hasMember = true;
        if (place.Bits == 0 && place.Size == 0 && _afterBitfield)
        {
            _endBit = Math.Max(_endBit, place.EndBit);
            return false;
        }

        _endBit = place.EndBit;

        // A bit-field may lie in the storage of an earlier one with a larger type; that storage then keeps its own end.
        _endByte = place.Bits != 0 && _afterBitfield ? Math.Max(_endByte, place.EndByte) : place.EndByte;
        _unitStart = place.Start;
        _afterBitfield = place.Bits != 0;
        return true;
    }
}

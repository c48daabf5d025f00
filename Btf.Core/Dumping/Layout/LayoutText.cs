using System.Globalization;

namespace Btf.Core;

/// <summary>Writes a structure or union in pahole's form, with the offset and size of each member, holes and totals.</summary>
internal ref struct LayoutText
{
    private const int TextColumns = 49;
    private const int UnionColumns = 47;
    private const int LevelColumns = 8;
    private const int TypeColumns = 26;

    private readonly BtfType _outermost;
    private readonly BtfLayoutStyle _style;
    private readonly int _columns;
    private readonly long _limit;
    private Utf8Writer _output;
    private PooledList<LayoutFrame> _frames;
    private LayoutNames _names;
    private LayoutTotals _totals;
    private List<int[]>? _orders;

    public LayoutText(BtfType type, Utf8Writer output, BtfLayoutStyle style)
    {
        _style = style;
        _outermost = type;
        _output = output;
        _columns = type.Kind == BtfKind.Union ? UnionColumns : TextColumns;
        _limit = CDumpContext.TextLimitOf(type.Object);
        _names = new LayoutNames(_limit);
    }

    /// <summary>Writes the layout.</summary>
    /// <param name="name">The name of a typedef of it; empty for none.</param>
    public void Write(BtfString name)
    {
        try
        {
            if (name.Offset != 0)
            {
                _output.Write("typedef "u8);
            }

            Open(_outermost, 0, 0);
            while (_frames.Count > 0)
            {
                Continue();
            }

            if (_outermost.Kind == BtfKind.Struct)
            {
                LayoutTotalsText.Write(_outermost.AsComposite(), _totals, ref _output);
            }

            _output.Write('}');
            WritePacked(_outermost);
            if (name.Offset != 0)
            {
                _output.Write(' ');
                _output.WriteName(name.Bytes);
            }

            _output.Write(";\n"u8);
            _output.Flush();
        }
        finally
        {
            _frames.Return();
            _names.Return();
        }
    }

    /// <summary>Returns the member to show in a turn.</summary>
    private readonly BtfMember MemberAt(in LayoutFrame frame, BtfElementList<BtfMember> members, int turn) =>
        members[frame.Order == 0 ? turn : _orders![frame.Order - 1][turn]];

    private readonly bool IsExpanded => (_style & BtfLayoutStyle.Expanded) != 0;

    private int Level => _frames.Count;

    private void Open(BtfType type, uint start, uint cacheLine)
    {
        if (_frames.Count > _outermost.Object.NextTypeId || _output.Written > _limit)
        {
            CDumpContext.ThrowTooMuch(type);
        }

        _output.Write(CWords.Tag(type));
        _output.Write(' ');
        if (type.NameOffset != 0)
        {
            _output.WriteName(type.Name.Bytes);
            _output.Write(' ');
        }

        _output.Write("{\n"u8);
        int order = 0;
        if (LayoutOrder.Of(type.AsComposite()) is { } indexes)
        {
            (_orders ??= []).Add(indexes);
            order = _orders.Count;
        }

        _frames.Add(new LayoutFrame { Id = type.Id, Order = order, Base = start, CacheLine = cacheLine });
    }

    private void Continue()
    {
        ref LayoutFrame frame = ref _frames.Last;
        BtfType type = _outermost.Object[frame.Id];
        BtfElementList<BtfMember> members = type.AsComposite().Members;
        while (true)
        {
            if (frame.InMember)
            {
                BtfMember last = MemberAt(frame, members, frame.Next - 1);
                frame.InMember = false;
                _output.Write('\t', Level);
                long start = _output.Written;
                _output.Write('}');
                _ = LayoutNames.TryGetInPlace(last.Type, IsExpanded, out BtfType nameless);
                WritePacked(nameless);
                EndDeclarator(last, frame, start, afterType: false);
            }

            if (frame.Next == members.Count)
            {
                break;
            }

            if (_output.Written > _limit)
            {
                CDumpContext.ThrowTooMuch(type);
            }

            BtfMember member = MemberAt(frame, members, frame.Next);
            LayoutMember place = LayoutPlaces.PlaceOf(member);
            bool isUnion = type.Kind == BtfKind.Union;
            if (!isUnion)
            {
                WriteGap(member, place, ref frame);
                WriteCacheLine(place, ref frame);
            }

            frame.Next++;
            if (TryOpen(member, place, ref frame))
            {
                return;
            }
        }

        uint cacheLine = _frames.Pop().CacheLine;
        if (_frames.Count > 0 && type.Kind == BtfKind.Struct && _outermost.Object[_frames.Last.Id].Kind == BtfKind.Struct)
        {
            _frames.Last.CacheLine = cacheLine;
        }
    }

    /// <summary>Writes a member; if it is written in place, only its start.</summary>
    private bool TryOpen(BtfMember member, LayoutMember place, ref LayoutFrame frame)
    {
        BtfType type = member.Type;
        _output.Write('\t', Level);
        Note(place, ref frame);
        bool inPlace = LayoutNames.TryGetInPlace(type, IsExpanded, out BtfType nameless);
        long start = _output.Written;
        if (inPlace)
        {
            LayoutNames.WriteQualifiersOf(type, ref _output);
        }

        if (inPlace && BtfKinds.Composite.Includes(nameless.Kind))
        {
            frame.InMember = true;
            Open(nameless, frame.Base + place.Start, frame.CacheLine);
            return true;
        }

        if (inPlace)
        {
            LayoutEnum.Write(nameless.AsEnum(), Level, ref _output);
            start = _output.Written - 1;
        }
        else
        {
            int width = Math.Abs(TypeColumns - LevelColumns * (Level - 1));
            _names.WriteType(type, width, ref _output);
        }

        EndDeclarator(member, frame, start, afterType: !inPlace);
        return false;
    }

    /// <summary>Writes a member's name, offset and size.</summary>
    private void EndDeclarator(BtfMember member, in LayoutFrame frame, long start, bool afterType)
    {
        LayoutMember place = LayoutPlaces.PlaceOf(member);
        BtfType holder = member.DeclaringType;
        bool last = place.FirstBit > 0 && member.Index == holder.Vlen - 1 && holder.Kind == BtfKind.Struct;
        _names.WriteDeclarator(member.Type, member.Name, isFlexible: last, separate: afterType, ref _output);
        if (place.Bits != 0)
        {
            _output.Write(':');
            _output.Write(place.Bits);
        }

        _output.Write(';');
        bool unaligned = !afterType && (BtfKinds.Array | BtfKinds.Ptr).Includes(member.Type.Kind);
        int columns = unaligned ? 0 : _columns - LevelColumns * (Level - 1);
        _output.Write(' ', Math.Max(1, columns - (int)Math.Min(_output.Written - start, int.MaxValue)));
        WritePlace(frame.Base, place);
        WriteInnerPadding(member, frame);
    }

    private void WritePlace(uint start, LayoutMember place)
    {
        _output.Write("/* "u8);
        Right((ulong)start + place.Start, 5);
        if (place.Bits != 0)
        {
            _output.Write(':');
            Right(place.FirstBit - (place.Start * 8), 2);
            _output.Write(' ');
            Right(place.Size, 2);
        }
        else
        {
            _output.Write(' ');
            Right(place.Size, 5);
        }

        _output.Write(" */\n"u8);
    }

    /// <summary>Notes where a member ends.</summary>
    private void Note(LayoutMember place, ref LayoutFrame frame)
    {
        if (frame.Walk.Pass(place) && Level == 1)
        {
            _totals.Add(place);
        }
    }

    private void WriteGap(BtfMember member, LayoutMember place, ref LayoutFrame frame)
    {
        LayoutGap gap = frame.Walk.GapBefore(place);
        if (gap.IsEmpty)
        {
            return;
        }

        if (Level == 1)
        {
            _totals.Add(gap);
        }

        bool afterRemark = frame.Next > 0 && LayoutPlaces.PaddingAfter(MemberAt(frame, member.DeclaringType.AsComposite().Members, frame.Next - 1)) != 0;
        if (gap.Bits > 0)
        {
            WriteHole(gap.Bits, "bit"u8, afterRemark);
        }

        if (gap.Bytes > 0)
        {
            WriteHole(gap.Bytes, "byte"u8, afterRemark || gap.Bits > 0);
        }

        _output.Write('\n');
        if (gap.ForcesBoundary)
        {
            Comment("Force alignment to the next boundary:"u8);
            _output.Write('\t', Level);
            _names.WriteType(member.Type, TypeColumns - LevelColumns * (Level - 1), ref _output);
            _output.Write(" :0;\n\n"u8);
        }
    }

    private void WriteHole(long size, ReadOnlySpan<byte> unit, bool afterRemark)
    {
        if (!afterRemark)
        {
            _output.Write('\n');
        }

        _output.Write('\t', Level);
        _output.Write("/* XXX "u8);
        _output.Write(size);
        _output.Write(' ');
        _output.Write(unit);
        _output.Write(size == 1 ? " hole, try to pack */\n"u8 : "s hole, try to pack */\n"u8);
    }

    private void WriteInnerPadding(BtfMember member, in LayoutFrame frame)
    {
        BtfType holder = member.DeclaringType;
        ulong padding = LayoutPlaces.PaddingAfter(member);
        if (padding == 0)
        {
            return;
        }

        _output.Write('\n');
        _output.Write('\t', Level);
        _output.Write("/* XXX last struct has "u8);
        _output.Write(padding);
        _output.Write(padding == 1 ? " byte of padding */\n"u8 : " bytes of padding */\n"u8);
        if (Level == 1)
        {
            _totals.AddPadding(padding);
        }

        if (frame.Next < holder.Vlen && !LayoutPlaces.HasGap(member, MemberAt(frame, holder.AsComposite().Members, frame.Next)))
        {
            _output.Write('\n');
        }
    }

    private void WriteCacheLine(LayoutMember place, ref LayoutFrame frame)
    {
        ulong start = (ulong)frame.Base + place.Start;
        uint line = (uint)(start / (uint)BtfLayout.CacheLineSize);
        if (line <= frame.CacheLine)
        {
            return;
        }

        frame.CacheLine = line;
        _output.Write('\t', Level);
        _output.Write("/* --- cacheline "u8);
        _output.Write(line);
        _output.Write(" boundary ("u8);
        _output.Write((ulong)line * (uint)BtfLayout.CacheLineSize);
        _output.Write(" bytes)"u8);
        ulong past = start % (uint)BtfLayout.CacheLineSize;
        if (past != 0)
        {
            _output.Write(" was "u8);
            _output.Write(past);
            _output.Write(past == 1 ? " byte ago"u8 : " bytes ago"u8);
        }

        _output.Write(" --- */\n"u8);
    }

    private void WritePacked(BtfType type)
    {
        if (type.Kind == BtfKind.Struct && LayoutPacking.IsPacked(type))
        {
            _output.Write(" __attribute__((__packed__))"u8);
        }
    }

    private void Comment(ReadOnlySpan<byte> text)
    {
        _output.Write('\t', Level);
        _output.Write("/* "u8);
        _output.Write(text);
        _output.Write(" */\n"u8);
    }

    private void Right(ulong number, int width)
    {
        Span<byte> digits = stackalloc byte[20];
        int length;
        if ((_style & BtfLayoutStyle.Hexadecimal) != 0)
        {
            "0x"u8.CopyTo(digits);
            _ = number.TryFormat(digits[2..], out length, "x", CultureInfo.InvariantCulture);
            length += 2;
        }
        else
        {
            _ = number.TryFormat(digits, out length, default, CultureInfo.InvariantCulture);
        }

        _output.Write(' ', width - length);
        _output.Write(digits[..length]);
    }
}

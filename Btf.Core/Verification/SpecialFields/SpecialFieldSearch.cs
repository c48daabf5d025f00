namespace Btf.Core;

/// <summary>Finds the fields of a structure that have a meaning for BPF, also in structures nested in it.</summary>
/// <remarks>
/// The kernel repeats the search of a nested structure wherever it occurs, which takes exponential time if structures are nested again and again. This class
/// searches a structure without such fields only once. A structure with one occurs at most eleven times before there are too many fields.
/// </remarks>
/// <param name="heights">
/// For each structure that is known to have no such fields, one more than the depth of the structures nested in it; 0 for all other types.
/// </param>
/// <param name="budget">The number of types and members that the search may look at in all.</param>
internal ref struct SpecialFieldSearch(Span<byte> heights, long budget)
{
    private const int MaxArrayDepth = 32;

    private readonly Span<byte> _heights = heights;
    private long _budget = budget;
    private SpecialFrames _frames;
    private int _depth;

    /// <summary>The fields found.</summary>
    public SpecialFieldList Fields;

    /// <summary>The number of fields found.</summary>
    public int Count { get; private set; }

    /// <summary>Subtracts work from the budget. Returns false if the budget is used up.</summary>
    public bool Spend(long steps) => (_budget -= steps) >= 0;

    /// <summary>Searches a structure.</summary>
    public BtfFindingCode Search(in VerifierContext context, uint typeId)
    {
        Count = 0;
        _depth = 0;
        BtfFindingCode code = Enter(typeId, 0, 1);
        while (code == BtfFindingCode.None && _depth > 0)
        {
            ref SpecialFrame frame = ref _frames[_depth - 1];
            int members = context.ElementCount(frame.TypeId, ElementRules.MemberSize);
            code = !Spend(1) ? BtfFindingCode.SpecialFieldsTooMany
                : frame.NextMember < members ? SearchMember(context, ref frame, frame.NextMember++)
                : Leave(context);
        }

        return code;
    }

    private BtfFindingCode Enter(uint typeId, uint offset, uint count)
    {
        if (_depth == SpecialFrames.MaxDepth)
        {
            return BtfFindingCode.SpecialFieldsTooMany;
        }

        _frames[_depth++] = new SpecialFrame { TypeId = typeId, FirstField = Count, Offset = offset, Count = count };
        return BtfFindingCode.None;
    }

    private BtfFindingCode Leave(in VerifierContext context)
    {
        SpecialFrame frame = _frames[--_depth];
        int found = Count - frame.FirstField;
        if (found == 0)
        {
            _heights[(int)(frame.TypeId - context.FirstTypeId)] = (byte)(frame.Height + 1);
        }

        if (_depth == 0)
        {
            return BtfFindingCode.None;
        }

        ref SpecialFrame outer = ref _frames[_depth - 1];
        outer.Height = Math.Max(outer.Height, frame.Height + 1);
        for (int i = frame.FirstField; i < Count; i++)
        {
            Fields[i].Offset += frame.Offset;
        }

        return found == 0 ? BtfFindingCode.None : Repeat(frame.FirstField, frame.Count, context.SizeOrTypeOf(frame.TypeId));
    }

    private BtfFindingCode SearchMember(in VerifierContext context, scoped ref SpecialFrame frame, int index)
    {
        TypeRecord record = context.RecordOf(frame.TypeId);
        uint member = record.Offset + RecordFormat.HeadSize + (uint)index * ElementRules.MemberSize;
        uint bits = RecordFormat.MemberBitOffset(context.Word(member + 8), record.KindFlag);
        if (bits % 8 != 0)
        {
            return BtfFindingCode.SpecialField;
        }

        uint type = context.Word(member + 4);
        uint count = 1;
        context.TryGetKind(type, out BtfKind kind);
        int depth = 0;
        for (; depth < MaxArrayDepth && kind == BtfKind.Array; depth++)
        {
            count = unchecked(count * context.WordOf(type, RecordFormat.TailField + 8));
            type = context.WordOf(type, RecordFormat.TailField);
            context.TryGetKind(type, out kind);
        }

        if (depth == MaxArrayDepth)
        {
            return BtfFindingCode.SpecialFieldsTooMany;
        }

        return count == 0 ? BtfFindingCode.None : SearchType(context, ref frame, index, type, kind, bits / 8, count);
    }

    private BtfFindingCode SearchType(in VerifierContext context, scoped ref SpecialFrame frame, int index, uint type, BtfKind kind, uint offset, uint count)
    {
        SpecialKinds special = SpecialNames.KindOf(context.StringAt(context.WordOf(type, RecordFormat.NameOffsetField)));
        if ((special & SpecialKinds.Unique & frame.Seen) != 0)
        {
            return BtfFindingCode.SpecialFieldsTooMany;
        }

        frame.Seen |= special;
        if (special == SpecialKinds.None)
        {
            if (kind == BtfKind.Struct)
            {
                return SearchNested(context, ref frame, type, offset, count);
            }

            special = SpecialKinds.KernelPointer;
        }

        if (offset % SpecialNames.AlignmentOf(special) != 0)
        {
            return BtfFindingCode.None;
        }

        var field = new SpecialField { Kind = special, Offset = offset };
        BtfFindingCode code = special == SpecialKinds.KernelPointer ? FindPointer(context, type, out bool found)
            : kind != BtfKind.Struct || context.SizeOrTypeOf(type) != SpecialNames.SizeOf(special) ? Nothing(out found)
            : (special & SpecialKinds.Roots) != 0 ? FindRoot(context, frame.TypeId, index, ref field, out found)
            : Something(out found);
        if (code != BtfFindingCode.None || !found)
        {
            return code;
        }

        if (Count == SpecialFieldList.Capacity)
        {
            return BtfFindingCode.SpecialFieldsTooMany;
        }

        Fields[Count++] = field;
        return Repeat(Count - 1, count, SpecialNames.SizeOf(special));
    }

    private BtfFindingCode SearchNested(in VerifierContext context, scoped ref SpecialFrame frame, uint type, uint offset, uint count)
    {
        int height = type >= context.FirstTypeId ? _heights[(int)(type - context.FirstTypeId)] : 1;
        if (height == 0)
        {
            return Enter(type, offset, count);
        }

        frame.Height = Math.Max(frame.Height, height);
        return _depth + height > SpecialFrames.MaxDepth ? BtfFindingCode.SpecialFieldsTooMany : BtfFindingCode.None;
    }

    /// <summary>Repeats the fields found in an array's element for each further element.</summary>
    private BtfFindingCode Repeat(int first, uint count, uint size)
    {
        int found = Count - first;
        if (count <= 1)
        {
            return BtfFindingCode.None;
        }

        for (int i = first; i < Count; i++)
        {
            if ((Fields[i].Kind & (SpecialKinds.KernelPointer | SpecialKinds.Roots)) == 0)
            {
                return BtfFindingCode.SpecialField;
            }
        }

        if ((ulong)found * count > (ulong)(SpecialFieldList.Capacity - first))
        {
            return BtfFindingCode.SpecialFieldsTooMany;
        }

        for (uint i = 1; i < count; i++)
        {
            for (int j = 0; j < found; j++)
            {
                SpecialField field = Fields[first + j];
                field.Offset = unchecked(field.Offset + i * size);
                Fields[Count++] = field;
            }
        }

        return BtfFindingCode.None;
    }

    private static BtfFindingCode Nothing(out bool found)
    {
        found = false;
        return BtfFindingCode.None;
    }

    private static BtfFindingCode Something(out bool found)
    {
        found = true;
        return BtfFindingCode.None;
    }

    /// <summary>Finds out whether a type is a pointer, volatile or not, that a type tag makes a pointer to a kernel's object.</summary>
    public static BtfFindingCode FindPointer(in VerifierContext context, uint type, out bool found)
    {
        found = false;
        context.TryGetKind(type, out BtfKind kind);
        if (kind == BtfKind.Volatile)
        {
            type = context.SizeOrTypeOf(type);
            context.TryGetKind(type, out kind);
        }

        if (kind != BtfKind.Ptr)
        {
            return BtfFindingCode.None;
        }

        uint tag = context.SizeOrTypeOf(type);
        context.TryGetKind(tag, out kind);
        if (kind != BtfKind.TypeTag || context.KindFlagOf(tag))
        {
            return BtfFindingCode.None;
        }

        uint target = context.SizeOrTypeOf(tag);
        context.TryGetKind(target, out kind);
        ReadOnlySpan<byte> value = context.StringAt(context.WordOf(tag, RecordFormat.NameOffsetField));
        bool isUserPointer = value.SequenceEqual("uptr"u8);
        if (kind == BtfKind.TypeTag ||
            !(isUserPointer || value.SequenceEqual("kptr"u8) || value.SequenceEqual("kptr_untrusted"u8) || value.SequenceEqual("percpu_kptr"u8)))
        {
            return BtfFindingCode.SpecialField;
        }

        if (isUserPointer)
        {
            return BtfFindingCode.None;
        }

        // No chain is longer: the earlier passes refuse longer ones.
        for (int hops = 0; hops < BtfType.MaxChainLength && TypeKinds.Modifiers.Includes(kind); hops++)
        {
            target = context.SizeOrTypeOf(target);
            context.TryGetKind(target, out kind);
        }

        found = kind == BtfKind.Struct;
        return found ? BtfFindingCode.None : BtfFindingCode.SpecialField;
    }

    /// <summary>Finds the element type of a list or tree: one declaration tag on the member names it.</summary>
    private BtfFindingCode FindRoot(in VerifierContext context, uint composite, int member, ref SpecialField field, out bool found)
    {
        found = false;
        uint tag = 0;
        for (uint id = context.FirstTypeId; id < context.NextTypeId; id++)
        {
            context.TryGetKind(id, out BtfKind kind);
            if (kind == BtfKind.DeclTag && context.SizeOrTypeOf(id) == composite && context.WordOf(id, RecordFormat.TailField) == (uint)member)
            {
                uint name = context.WordOf(id, RecordFormat.NameOffsetField);
                if (context.StringAt(name).StartsWith(HeldTag))
                {
                    if (tag != 0)
                    {
                        return BtfFindingCode.SpecialField;
                    }

                    tag = name;
                }
            }
        }

        if (!Spend(context.NextTypeId - context.FirstTypeId))
        {
            return BtfFindingCode.SpecialFieldsTooMany;
        }

        ReadOnlySpan<byte> value = tag == 0 ? default : context.StringAt(tag)[HeldTag.Length..];
        int colon = value.IndexOf((byte)':');
        if (colon < 0)
        {
            return BtfFindingCode.SpecialField;
        }

        field.HeldTypeId = FindStruct(context, value[..colon]);
        field.Tag = tag;
        found = field.HeldTypeId != 0 && colon + 1 < value.Length;
        return found ? BtfFindingCode.None
            : field.HeldTypeId == 0 ? BtfFindingCode.SpecialFieldTarget
            : BtfFindingCode.SpecialField;
    }

    /// <summary>The start of the text of a tag that names the element type of a list or tree.</summary>
    public static ReadOnlySpan<byte> HeldTag => "contains:"u8;

    /// <summary>Finds the first structure with a name; returns 0 if there is none.</summary>
    private uint FindStruct(in VerifierContext context, ReadOnlySpan<byte> name)
    {
        for (uint id = context.FirstTypeId; id < context.NextTypeId && Spend(1); id++)
        {
            context.TryGetKind(id, out BtfKind kind);
            if (kind == BtfKind.Struct && context.StringAt(context.WordOf(id, RecordFormat.NameOffsetField)).SequenceEqual(name))
            {
                return id;
            }
        }

        return 0;
    }
}

namespace Btf.Core;

/// <summary>Marks the functions that a search finds.</summary>
/// <remarks>
/// An object's first searches read all prototypes, and follow each parameter to its type. That costs less than an index of the references.
/// <para>
/// Later searches use the index: they go from a type up to the pointers, typedefs, qualifiers and type tags that lead to it, from these to prototypes,
/// and from each prototype to its functions. Marks also end this walk in loops. It reads each reference once and a prototype's parameters at most twice,
/// so the number of references bounds the work for any input.
/// </para>
/// </remarks>
internal readonly ref struct FunctionSearch
{
    // Real types are reached in fewer steps. Without a limit, the parameters of a hostile object could all follow the same long chain.
    private const int LongestChain = 64;

    private readonly BtfObject _chain;
    private readonly FunctionMarks _marks;
    private readonly FunctionQuestion _question;

    private FunctionSearch(BtfObject chain, FunctionMarks marks, FunctionQuestion question)
    {
        _chain = chain;
        _marks = marks;
        _question = question;
    }

    private static ReadOnlySpan<byte> KfuncTag => "bpf_kfunc"u8;

    /// <summary>Marks the functions of the result. It may also mark other types, but no other function.</summary>
    public static void Run(BtfObject chain, BtfType type, FunctionQuestion question, FunctionMarks marks)
    {
        var search = new FunctionSearch(chain, marks, question);
        if (question == FunctionQuestion.Kfuncs)
        {
            search.MarkKfuncs();
        }
        else if (chain.IsReferenceIndexDue || !search.TryMarkUsersByPrototype(type.Id))
        {
            // What a search by prototypes marked before it gave up would keep this walk from going on.
            marks.Clear();
            search.MarkUsers(type.Id);
        }
    }

    /// <summary>Returns whether a tag makes its target a kfunc, by bpftool's rule.</summary>
    public static bool IsKfuncTag(BtfDeclTag tag) => tag.ComponentIndex == -1 && tag.AsType().HasName(KfuncTag);

    private void MarkKfuncs()
    {
        foreach (BtfType type in _chain.FindTypes(KfuncTag))
        {
            if (type.TryAsDeclTag(out BtfDeclTag tag) && tag.ComponentIndex == -1 && type.TryGetTarget(out BtfType target) && target.Kind == BtfKind.Func)
            {
                _marks.Mark(target.Id);
            }
        }
    }

    // False if a chain is too long to follow it. The marks then miss some functions.
    private bool TryMarkUsersByPrototype(uint typeId)
    {
        for (BtfObject? part = _chain; part is not null; part = part.Base)
        {
            RecordTable records = part.RecordTable;
            for (int place = 0; (place = records.FindKind(place, BtfKinds.FuncProto)) >= 0; place++)
            {
                if (!TryUse(part, records, place, typeId, out bool isUser))
                {
                    return false;
                }

                if (isUser)
                {
                    _marks.Mark(records.FirstTypeId + (uint)place);
                }
            }

            GC.KeepAlive(part);
        }

        for (BtfObject? part = _chain; part is not null; part = part.Base)
        {
            RecordTable records = part.RecordTable;
            for (int place = 0; (place = records.FindKind(place, BtfKinds.Func)) >= 0; place++)
            {
                uint target = records.WordAt(place, RecordFormat.SizeOrTypeField);
                if (target < part.NextTypeId && _marks.IsMarked(target) && part[target].Kind == BtfKind.FuncProto)
                {
                    _marks.Mark(records.FirstTypeId + (uint)place);
                }
            }

            part.ThrowIfClosedMeanwhile();
        }

        return true;
    }

    // False if a chain is too long to follow it.
    private bool TryUse(BtfObject part, in RecordTable records, int place, uint typeId, out bool isUser)
    {
        if (_question == FunctionQuestion.Returning)
        {
            return TryFollow(part, records.WordAt(place, RecordFormat.SizeOrTypeField), typeId, out isUser);
        }

        isUser = false;
        int count = RecordFormat.Vlen(records.WordAt(place, RecordFormat.InfoField));
        uint field = RecordFormat.HeadSize;
        for (int i = 0; i < count && !isUser; i++, field += RecordFormat.ParameterSize)
        {
            uint type = records.WordAt(place, field + RecordFormat.ParameterTypeField);
            bool isVariadic = type == 0 && i == count - 1 && records.WordAt(place, field) == 0;
            if (!isVariadic && !TryFollow(part, type, typeId, out isUser))
            {
                return false;
            }
        }

        return true;
    }

    // Very many parameters have the same few types, so the answer for each is noted.
    private bool TryFollow(BtfObject part, uint start, uint to, out bool arrives)
    {
        // A base's prototype cannot refer to a type that is split from the base.
        arrives = start == to && start < part.NextTypeId;
        if (arrives || start >= part.NextTypeId || _marks.IsExcluded(start))
        {
            return true;
        }

        // Marked prototypes and functions do not lead on.
        if (_marks.IsMarked(start) && LeadsOn(_chain[start].Kind))
        {
            arrives = true;
            return true;
        }

        uint from = start;
        for (int steps = 0; steps < LongestChain; steps++)
        {
            if (from == to)
            {
                _marks.Mark(start);
                arrives = true;
                return true;
            }

            if (!_chain.TryGetType(from, out BtfType type) || !LeadsOn(type.Kind) || !type.TryGetTarget(out BtfType target))
            {
                _marks.Exclude(start);
                return true;
            }

            from = target.Id;
        }

        arrives = false;
        return false;
    }

    private static bool LeadsOn(BtfKind kind) => kind is BtfKind.Ptr or BtfKind.Typedef || kind.IsModifier();

    // The type itself is not marked, because it may be a function. If a loop leads back to it, it is visited a second time.
    private void MarkUsers(uint typeId)
    {
        _marks.Push(typeId);
        while (_marks.TryPop(out uint id))
        {
            foreach (BtfType referrer in _chain.FindReferrers(_chain[id]))
            {
                if (LeadsOn(referrer.Kind))
                {
                    if (_marks.Mark(referrer.Id))
                    {
                        _marks.Push(referrer.Id);
                    }
                }
                else if (referrer.TryAsFunctionPrototype(out BtfFunctionPrototype prototype) && !_marks.IsMarked(referrer.Id) && Uses(prototype, id))
                {
                    _marks.Mark(referrer.Id);
                    MarkFunctions(referrer);
                }
            }
        }
    }

    private bool Uses(BtfFunctionPrototype prototype, uint id)
    {
        if (_question == FunctionQuestion.Returning)
        {
            return prototype.ReturnTypeId == id;
        }

        // This fails at most once for each prototype: if only its return type has the id.
        foreach (BtfParameter parameter in prototype.Parameters)
        {
            if (parameter.TypeId == id && !parameter.IsVariadic)
            {
                return true;
            }
        }

        return false;
    }

    private void MarkFunctions(BtfType prototype)
    {
        foreach (BtfType referrer in _chain.FindReferrers(prototype))
        {
            if (referrer.Kind == BtfKind.Func)
            {
                _marks.Mark(referrer.Id);
            }
        }
    }
}

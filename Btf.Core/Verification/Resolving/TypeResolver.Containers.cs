namespace Btf.Core;

/// <content>The types that hold others: arrays, structures, unions and data sections.</content>
internal ref partial struct TypeResolver
{
    private ResolveStep AdvanceArray(scoped ref VerifierContext context, uint typeId)
    {
        const uint elementField = RecordFormat.TailField;
        const uint indexField = RecordFormat.TailField + 4;
        uint index = context.WordOf(typeId, indexField);
        uint element = context.WordOf(typeId, elementField);
        if (context.Sink.TakesAll && !(RecordRules.IsTypeIdNotVoid(index) && RecordRules.IsTypeIdNotVoid(element)))
        {
            return ResolveStep.Broken;
        }

        if (!ReferenceKinds.IsElement(context, index, out BtfKind kind))
        {
            return Fail(ref context, typeId, BtfFindingCode.ArrayIndexType, indexField);
        }

        if (IsAwaited(context, index, kind))
        {
            return Push(context, index);
        }

        if (IsBroken(context, index))
        {
            return DoneBroken(context);
        }

        if (!_types.TryGetSize(context, ref index, out _) || !ReferenceKinds.IsWholeInt(context, index, out bool isInt) || !isInt)
        {
            return Fail(ref context, typeId, BtfFindingCode.ArrayIndexType, indexField);
        }

        if (!ReferenceKinds.IsElement(context, element, out kind))
        {
            return Fail(ref context, typeId, BtfFindingCode.ArrayElementType, elementField);
        }

        if (IsAwaited(context, element, kind))
        {
            return Push(context, element);
        }

        return IsBroken(context, element) ? DoneBroken(context) : FinishArray(ref context, typeId, element);
    }

    private ResolveStep FinishArray(scoped ref VerifierContext context, uint typeId, uint element)
    {
        const uint countField = RecordFormat.TailField + 8;
        if (!_types.TryGetSize(context, ref element, out uint size))
        {
            return Fail(ref context, typeId, BtfFindingCode.ArrayElementType, RecordFormat.TailField);
        }

        if (!ReferenceKinds.IsWholeInt(context, element, out _))
        {
            return Fail(ref context, typeId, BtfFindingCode.ArrayElementIrregular, RecordFormat.TailField);
        }

        ulong bytes = (ulong)size * context.WordOf(typeId, countField);
        return bytes > uint.MaxValue
            ? Fail(ref context, typeId, BtfFindingCode.ArrayTooLarge, countField)
            : Done(context, element, (uint)bytes);
    }

    private ResolveStep AdvanceComposite(scoped ref VerifierContext context, scoped ref ResolveFrame frame)
    {
        const uint typeField = 4;
        const uint offsetField = 8;
        TypeRecord record = context.RecordOf(frame.TypeId);
        int count = context.ElementCount(frame.TypeId, ElementRules.MemberSize);
        uint field = RecordFormat.HeadSize + (uint)frame.NextElement * ElementRules.MemberSize;
        for (int i = frame.NextElement; i < count; i++, field += ElementRules.MemberSize)
        {
            uint type = context.Word(record.Offset + field + typeField);
            BtfFindingCode code;
            if (!ReferenceKinds.IsElement(context, type, out BtfKind kind))
            {
                // The first pass has reported it.
                code = !RecordRules.IsTypeIdNotVoid(type) && context.Sink.TakesAll ? BtfFindingCode.None : BtfFindingCode.MemberType;
            }
            else if (IsAwaited(context, type, kind))
            {
                // It is checked when this type continues; by then it is resolved.
                frame.NextElement = i;
                return Push(context, type);
            }
            else
            {
                code = IsBroken(context, type)
                    ? BtfFindingCode.None
                    : MemberRules.Check(context, _types, record, type, context.Word(record.Offset + field + offsetField));
            }

            if (code != BtfFindingCode.None && !context.Report(code, record, field + (code is BtfFindingCode.MemberType or BtfFindingCode.MemberBaseType ? typeField : offsetField), i))
            {
                return ResolveStep.Broken;
            }
        }

        return Done(context, 0, 0);
    }

    private ResolveStep AdvanceDataSection(scoped ref VerifierContext context, scoped ref ResolveFrame frame)
    {
        const uint sizeField = 8;
        _mode = ResolveMode.Undecided;
        TypeRecord record = context.RecordOf(frame.TypeId);
        int count = context.ElementCount(frame.TypeId, ElementRules.EntrySize);
        uint field = RecordFormat.HeadSize + (uint)frame.NextElement * ElementRules.EntrySize;
        for (int i = frame.NextElement; i < count; i++, field += ElementRules.EntrySize)
        {
            uint variable = context.Word(record.Offset + field);
            if (!context.TryGetKind(variable, out BtfKind kind) || kind != BtfKind.Var)
            {
                if ((!RecordRules.IsTypeIdNotVoid(variable) && context.Sink.TakesAll) || context.Report(BtfFindingCode.NotAVariable, record, field, i))
                {
                    continue;
                }

                return ResolveStep.Broken;
            }

            if (IsAwaited(context, variable, kind))
            {
                // As in the kernel, an entry is not checked if its variable is first resolved here.
                frame.NextElement = i + 1;
                return Push(context, variable);
            }

            if (IsBroken(context, variable))
            {
                continue;
            }

            BtfFindingCode code = ReferenceKinds.CheckEntry(context, _types, variable, context.Word(record.Offset + field + sizeField));
            if (code != BtfFindingCode.None && !context.Report(code, record, field + (code == BtfFindingCode.VariableWithoutSize ? 0 : sizeField), i))
            {
                return ResolveStep.Broken;
            }
        }

        return Done(context, 0, 0);
    }
}

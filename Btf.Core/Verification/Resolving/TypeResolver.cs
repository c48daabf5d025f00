namespace Btf.Core;

/// <summary>
/// Makes the second pass. It checks that each type that another one refers to exists, is allowed there, has a size if it needs one, and does not contain the
/// other one.
/// </summary>
/// <remarks>
/// The kernel resolves references with a stack of 32 types, from the lowest id on, and remembers the types that it has resolved. This order decides which
/// chain is too long and which type of a loop is the first, so this class follows the same order. It resolves nothing twice, so the work is linear in the
/// number of references.
/// </remarks>
internal ref partial struct TypeResolver(ResolvedTypes types)
{
    private readonly ResolvedTypes _types = types;
    private ResolveStack _stack;
    private int _depth;
    private ResolveMode _mode;

    /// <summary>The results so far.</summary>
    public readonly ResolvedTypes Types => _types;

    /// <summary>Checks every type.</summary>
    /// <returns>Whether the checks continue.</returns>
    public bool CheckAll(scoped ref VerifierContext context)
    {
        for (uint id = context.FirstTypeId; id < context.NextTypeId; id++)
        {
            context.TryGetKind(id, out BtfKind kind);
            bool goesOn = kind == BtfKind.FuncProto
                ? PrototypeRules.Check(ref this, ref context, id)
                : TypeKinds.Resolved.Includes(kind) ? _types.IsDone(context, id) || (kind == BtfKind.Func && TryFinishFunction(context, id)) || Resolve(ref context, id)
                : !BtfKinds.Location.Includes(kind) || LocationRules.CheckReferences(ref context, id);
            if (!goesOn)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Resolves a correct function, which waits for no other type, without the stack. Functions are nearly half of a kernel's types.</summary>
    /// <returns>False if the function is not correct.</returns>
    private readonly bool TryFinishFunction(scoped in VerifierContext context, uint typeId)
    {
        uint prototype = context.SizeOrTypeOf(typeId);
        bool isCorrect = PrototypeRules.CheckReference(context, _types, prototype) == BtfFindingCode.None;
        if (isCorrect)
        {
            _types.SetDone(context, typeId, prototype, 0);
        }

        return isCorrect;
    }

    /// <summary>Resolves a type and all types that must be resolved for it.</summary>
    /// <returns>Whether the checks continue.</returns>
    public bool Resolve(scoped ref VerifierContext context, uint typeId)
    {
        _mode = ResolveMode.Undecided;
        _depth = 0;
        ResolveStep step = Push(context, typeId);
        while (step == ResolveStep.Going && _depth > 0)
        {
            ref ResolveFrame top = ref _stack[_depth - 1];
            context.TryGetKind(top.TypeId, out BtfKind kind);
            step = Advance(ref context, ref top, kind);
        }

        if (step == ResolveStep.Going)
        {
            return true;
        }

        bool goesOn = context.Sink.TakesAll;
        if (step != ResolveStep.Broken)
        {
            goesOn = context.Report(step == ResolveStep.Loop ? BtfFindingCode.Loop : BtfFindingCode.ResolveDepth, context.RecordOf(typeId), RecordFormat.SizeOrTypeField);
        }

        while (_depth > 0)
        {
            _types.SetState(context, _stack[--_depth].TypeId, ResolveState.Broken);
        }

        return goesOn;
    }

    private ResolveStep Advance(scoped ref VerifierContext context, scoped ref ResolveFrame frame, BtfKind kind) => kind switch
    {
        BtfKind.Ptr => AdvancePointer(ref context, frame.TypeId),
        BtfKind.Array => AdvanceArray(ref context, frame.TypeId),
        BtfKind.Struct or BtfKind.Union => AdvanceComposite(ref context, ref frame),
        BtfKind.Var => AdvanceVariable(ref context, frame.TypeId),
        BtfKind.DataSec => AdvanceDataSection(ref context, ref frame),
        BtfKind.DeclTag => AdvanceDeclTag(ref context, frame.TypeId),
        BtfKind.Func => AdvanceFunction(ref context, frame.TypeId),
        _ => AdvanceModifier(ref context, frame.TypeId),
    };

    private ResolveStep Push(scoped in VerifierContext context, uint typeId)
    {
        if (_depth == ResolveStack.MaxDepth)
        {
            return ResolveStep.TooDeep;
        }

        if (_types.StateOf(context, typeId) != ResolveState.Unvisited)
        {
            return ResolveStep.Loop;
        }

        _types.SetState(context, typeId, ResolveState.Waiting);
        _stack[_depth++] = new ResolveFrame { TypeId = typeId };
        if (_mode == ResolveMode.Undecided)
        {
            context.TryGetKind(typeId, out BtfKind kind);
            _mode = kind == BtfKind.Ptr ? ResolveMode.Pointer
                : (BtfKinds.Composite | BtfKinds.Array).Includes(kind) ? ResolveMode.Composite
                : ResolveMode.Undecided;
        }

        return ResolveStep.Going;
    }

    /// <summary>Returns whether a type must be resolved before one that refers to it.</summary>
    private readonly bool IsAwaited(scoped in VerifierContext context, uint typeId, BtfKind kind)
    {
        return ReferenceKinds.AwaitedIn(_mode).Includes(kind) && !_types.IsDone(context, typeId);
    }

    public readonly bool IsBroken(scoped in VerifierContext context, uint typeId) => _types.StateOf(context, typeId) == ResolveState.Broken;

    private ResolveStep Done(scoped in VerifierContext context, uint target, uint size)
    {
        _types.SetDone(context, _stack[--_depth].TypeId, target, size);
        return ResolveStep.Going;
    }

    /// <summary>Marks the type at the top as broken, because it waits for a broken type, which was already reported.</summary>
    private ResolveStep DoneBroken(scoped in VerifierContext context)
    {
        _types.SetState(context, _stack[--_depth].TypeId, ResolveState.Broken);
        return ResolveStep.Going;
    }

    private static ResolveStep Fail(scoped ref VerifierContext context, uint typeId, BtfFindingCode code, uint field, int element = -1)
    {
        context.Report(code, context.RecordOf(typeId), field, element);
        return ResolveStep.Broken;
    }

    private ResolveStep AdvanceModifier(scoped ref VerifierContext context, uint typeId)
    {
        uint next = context.SizeOrTypeOf(typeId);
        if (!context.TryGetKind(next, out BtfKind kind) || TypeKinds.SourcesOnly.Includes(kind))
        {
            return FailReference(ref context, typeId, next, kind);
        }

        return IsAwaited(context, next, kind) ? Push(context, next) : FinishReference(ref context, typeId, next, kind);
    }

    private ResolveStep AdvancePointer(scoped ref VerifierContext context, uint typeId)
    {
        uint next = context.SizeOrTypeOf(typeId);
        if (!context.TryGetKind(next, out BtfKind kind) || TypeKinds.SourcesOnly.Includes(kind))
        {
            return FailReference(ref context, typeId, next, kind);
        }

        if (IsAwaited(context, next, kind))
        {
            return Push(context, next);
        }

        return IsPointerAwaited(context, next, kind, out uint pointer) ? Push(context, pointer) : FinishReference(ref context, typeId, next, kind);
    }

    /// <summary>
    /// Returns whether a modifier was resolved for a structure, so that its chain ended at a pointer without a look at the target. The pointer may lead back to
    /// this type.
    /// </summary>
    private readonly bool IsPointerAwaited(scoped in VerifierContext context, uint typeId, BtfKind kind, out uint pointer)
    {
        pointer = 0;
        if (!TypeKinds.Modifiers.Includes(kind))
        {
            return false;
        }

        pointer = _types.TargetOf(context, typeId);
        return context.TryGetKind(pointer, out BtfKind target) && target == BtfKind.Ptr && IsAwaited(context, pointer, target);
    }

    private ResolveStep FinishReference(scoped ref VerifierContext context, uint typeId, uint next, BtfKind kind)
    {
        if (IsBroken(context, next))
        {
            return DoneBroken(context);
        }

        if (!_types.HasSize(context, ref next, kind))
        {
            if (_types.IsDone(context, next))
            {
                next = _types.TargetOf(context, next);
                context.TryGetKind(next, out kind);
            }

            if (kind is not (BtfKind.Void or BtfKind.Fwd or BtfKind.FuncProto))
            {
                return FailReference(ref context, typeId, next, kind);
            }
        }

        return Done(context, next, 0);
    }

    private static ResolveStep FailReference(scoped ref VerifierContext context, uint typeId, uint next, BtfKind kind)
    {
        // The first pass has reported it.
        if (!RecordRules.IsTypeId(next) && context.Sink.TakesAll)
        {
            return ResolveStep.Broken;
        }

        return Fail(ref context, typeId, ReferenceKinds.MissingOrNotAllowed(kind), RecordFormat.SizeOrTypeField);
    }
    private ResolveStep AdvanceVariable(scoped ref VerifierContext context, uint typeId)
    {
        uint next = context.SizeOrTypeOf(typeId);
        if (!RecordRules.IsTypeIdNotVoid(next) && context.Sink.TakesAll)
        {
            return ResolveStep.Broken;
        }

        if (!context.TryGetKind(next, out BtfKind kind) || TypeKinds.SourcesOnly.Includes(kind))
        {
            return FailReference(ref context, typeId, next, kind);
        }

        if (IsAwaited(context, next, kind))
        {
            return Push(context, next);
        }

        if (IsPointerAwaited(context, next, kind, out uint pointer))
        {
            return Push(context, pointer);
        }

        if (IsBroken(context, next))
        {
            return DoneBroken(context);
        }

        return _types.TryGetSize(context, ref next, out uint size)
            ? Done(context, next, size)
            : Fail(ref context, typeId, BtfFindingCode.TypeNotAllowed, RecordFormat.SizeOrTypeField);
    }

    private ResolveStep AdvanceDeclTag(scoped ref VerifierContext context, uint typeId)
    {
        uint next = context.SizeOrTypeOf(typeId);
        if (!context.TryGetKind(next, out BtfKind kind) || !TypeKinds.Tagged.Includes(kind))
        {
            return Fail(ref context, typeId, ReferenceKinds.MissingOrNotAllowed(kind), RecordFormat.SizeOrTypeField);
        }

        if (IsAwaited(context, next, kind))
        {
            return Push(context, next);
        }

        if (IsBroken(context, next))
        {
            return DoneBroken(context);
        }

        int component = (int)context.WordOf(typeId, RecordFormat.TailField);
        return component == -1 || (uint)component < (uint)ReferenceKinds.ComponentCount(context, next, kind)
            ? Done(context, next, 0)
            : Fail(ref context, typeId, BtfFindingCode.ComponentIndexOutOfRange, RecordFormat.TailField);
    }

    private ResolveStep AdvanceFunction(scoped ref VerifierContext context, uint typeId)
    {
        uint prototype = context.SizeOrTypeOf(typeId);
        BtfFindingCode code = PrototypeRules.CheckReference(context, _types, prototype);
        return code == BtfFindingCode.None ? Done(context, prototype, 0) : Fail(ref context, typeId, code, RecordFormat.SizeOrTypeField);
    }
}

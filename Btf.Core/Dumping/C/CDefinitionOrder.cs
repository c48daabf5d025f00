namespace Btf.Core;

/// <summary>Puts the definitions that a type needs into an order that compiles.</summary>
/// <remarks>
/// A type held by value must be defined before its holder: the link between them is called strong. A named type behind a pointer can be declared forward
/// instead. Typedefs behind pointers are put in order only if they end in a type that cannot be declared forward. The rules are those of libbpf's
/// <c>btf_dump__dump_type</c>, so that the text is the same.
/// </remarks>
internal sealed class CDefinitionOrder(CDumpContext context)
{
    private PooledList<COrderFrame> _frames;
    private PooledList<uint> _queue;

    /// <summary>Returns the definitions that a type needs and that were not returned before. The type's own definition, if any, comes last.</summary>
    public ReadOnlySpan<uint> Find(uint id)
    {
        _queue.Count = 0;
        _frames.Count = 0;
        if (!TryFinish(id, id, throughPointer: false, out _))
        {
            Run();
        }

        return _queue.Items;
    }

    public void Return()
    {
        _frames.Return();
        _queue.Return();
    }

    private void Run()
    {
        while (_frames.Count > 0)
        {
            ref COrderFrame frame = ref _frames.Last;
            BtfType type = context.Btf[frame.Id];
            bool waits = type.Kind switch
            {
                BtfKind.Struct or BtfKind.Union => !TryFinishMembers(type, ref frame),
                BtfKind.FuncProto => !TryFinishPrototype(type, ref frame),
                _ => !TryFinishTypedef(type, ref frame),
            };
            if (waits)
            {
                continue;
            }

            bool strong = _frames.Pop().Strong;
            if (_frames.Count > 0)
            {
                _frames.Last.Strong |= strong;
            }
        }
    }

    private bool TryFinishMembers(BtfType type, ref COrderFrame frame)
    {
        BtfElementList<BtfMember> members = type.AsComposite().Members;
        for (int i = frame.Next; i < members.Count; i++)
        {
            frame.Next = i + 1;
            if (!TryFinish(members[i].TypeId, type.Id, throughPointer: false, out _))
            {
                return false;
            }
        }

        if (type.NameOffset != 0)
        {
            _queue.Add(type.Id);
        }

        context.Flags[type.Id] |= CTypeFlags.Ordered;
        frame.Strong = true;
        return true;
    }

    private bool TryFinishPrototype(BtfType type, ref COrderFrame frame)
    {
        BtfElementList<BtfParameter> parameters = type.AsFunctionPrototype().Parameters;
        for (int i = frame.Next; i <= parameters.Count; i++)
        {
            frame.Next = i + 1;
            uint id = i == 0 ? type.SizeOrType : parameters[i - 1].TypeId;
            if (!TryFinish(id, type.Id, frame.ThroughPointer, out bool strong))
            {
                return false;
            }

            frame.Strong |= strong;
        }

        return true;
    }

    private bool TryFinishTypedef(BtfType type, ref COrderFrame frame)
    {
        if (frame.Next == 0)
        {
            frame.Next = 1;
            if (!TryFinish(type.SizeOrType, type.Id, frame.ThroughPointer, out bool strong))
            {
                return false;
            }

            frame.Strong = strong;
        }

        if (!frame.ThroughPointer || frame.Strong)
        {
            _queue.Add(type.Id);
            context.Flags[type.Id] |= CTypeFlags.Ordered;
            frame.Strong = true;
        }

        return true;
    }

    /// <summary>Puts a type in order if it leads straight to an end. If other types must come first, pushes a frame and returns false.</summary>
    private bool TryFinish(uint id, uint referrer, bool throughPointer, out bool strong)
    {
        CTypeFlags[] flags = context.Flags;
        for (int hops = 0; ; hops++)
        {
            context.Step();
            if (id < (uint)flags.Length && (flags[id] & CTypeFlags.Ordered) != 0)
            {
                strong = true;
                return true;
            }

            BtfType type = context.Resolve(id, referrer);
            switch (type.Kind)
            {
                case BtfKind.Ptr:
                    // Mark the pointer before its target, so that a cycle of pointers ends.
                    flags[id] |= CTypeFlags.Ordered;
                    throughPointer = true;
                    id = type.SizeOrType;
                    break;
                case BtfKind.Array:
                    throughPointer = false;
                    id = type.AsArray().ElementTypeId;
                    break;
                case BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag:
                    id = type.SizeOrType;
                    break;
                case BtfKind.Struct or BtfKind.Union:
                    strong = false;
                    return TryFinishComposite(type, throughPointer);
                case BtfKind.Enum or BtfKind.Enum64 or BtfKind.Fwd:
                    // A nameless enumeration that nothing refers to declares constants. Other nameless ones are written where they are used.
                    if (type.NameOffset != 0 || (flags[id] & CTypeFlags.Referenced) == 0)
                    {
                        _queue.Add(id);
                    }

                    flags[id] |= CTypeFlags.Ordered;
                    strong = true;
                    return true;
                case BtfKind.Typedef or BtfKind.FuncProto:
                    strong = false;
                    Push(id, throughPointer);
                    return false;
                default:
                    flags[id] |= CTypeFlags.Ordered;
                    strong = (flags[id] & CTypeFlags.Foreign) != 0;
                    if (strong)
                    {
                        _queue.Add(id);
                    }

                    return true;
            }

            if (hops == BtfType.MaxChainLength)
            {
                context.ThrowLoop(type.Id);
            }

            referrer = type.Id;
        }
    }

    private bool TryFinishComposite(BtfType type, bool throughPointer)
    {
        bool declarable = throughPointer && type.NameOffset != 0;
        if (declarable)
        {
            return true;
        }

        ref CTypeFlags flags = ref context.Flags[type.Id];
        if ((flags & CTypeFlags.Ordering) != 0)
        {
            context.ThrowLoop(type.Id);
        }

        flags |= CTypeFlags.Ordering;
        Push(type.Id, throughPointer);
        return false;
    }

    private void Push(uint id, bool throughPointer)
    {
        // If more types wait than there are types, one waits for itself.
        if ((uint)_frames.Count > context.NextTypeId)
        {
            context.ThrowLoop(id);
        }

        _frames.Add(new COrderFrame { Id = id, ThroughPointer = throughPointer });
    }
}

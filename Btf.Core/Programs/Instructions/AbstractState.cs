namespace Btf.Core.Programs;

/// <summary>What is known before an instruction about the registers, the stack, and the functions that wait for a call to return.</summary>
internal sealed class AbstractState
{
    /// <summary>The register that points to the end of the stack.</summary>
    public const int FramePointer = 10;

    private const int RegisterCount = 11;
    private const int StackSize = 512;
    private readonly AbstractValue[] _registers;
    private readonly List<StackPlace> _stack;
    private readonly List<CallerState> _callers;

    /// <summary>Makes the state at the start of a function. With a context, its first argument is known not to be null; nothing else is known.</summary>
    public AbstractState(bool hasContext)
    {
        _registers = new AbstractValue[RegisterCount];
        Array.Fill(_registers, AbstractValue.Unknown);
        _registers[1] = hasContext ? AbstractValue.NonNull : AbstractValue.Unknown;
        _registers[FramePointer] = AbstractValue.Stack(0, 0);
        _stack = [];
        _callers = [];
    }

    private AbstractState(AbstractState other)
    {
        _registers = [.. other._registers];
        _stack = [.. other._stack];
        _callers = [.. other._callers];
    }

    /// <summary>How many functions wait.</summary>
    public int Depth => _callers.Count;

    /// <summary>A register.</summary>
    public AbstractValue this[int register]
    {
        get => _registers[register % RegisterCount];
        set => _registers[register % RegisterCount] = value;
    }

    /// <summary>Copies the state.</summary>
    public AbstractState Clone() => new(this);

    /// <summary>Enters a function of the same file.</summary>
    public void Enter(int returnTo)
    {
        _callers.Add(new CallerState(returnTo, this[6], this[7], this[8], this[9]));
        for (int i = 6; i < FramePointer; i++)
        {
            this[i] = AbstractValue.Unknown;
        }

        this[FramePointer] = AbstractValue.Stack(Depth, 0);
    }

    /// <summary>Returns to the caller.</summary>
    /// <returns>The instruction after the call.</returns>
    public int Leave()
    {
        int frame = Depth;
        CallerState caller = _callers[^1];
        _callers.RemoveAt(_callers.Count - 1);
        _stack.RemoveAll(place => place.Frame == frame);
        this[6] = caller.R6;
        this[7] = caller.R7;
        this[8] = caller.R8;
        this[9] = caller.R9;
        this[FramePointer] = AbstractValue.Stack(frame - 1, 0);
        ForgetArguments();
        return caller.ReturnTo;
    }

    /// <summary>Stores a value at a place of a stack.</summary>
    public void Store(in AbstractValue at, int offset, uint size, in AbstractValue value)
    {
        int start = at.Offset + offset;
        Forget(at.Frame, start, (int)size);
        if (size == sizeof(ulong) || value.IsScalar)
        {
            _stack.Add(new StackPlace(at.Frame, start, (int)size, value.Truncate(size)));
        }
    }

    /// <summary>Loads from a stack. The value is known only if it was stored at the same place with the same size.</summary>
    public AbstractValue Load(in AbstractValue at, int offset, uint size)
    {
        foreach (StackPlace place in _stack)
        {
            if (place.Frame == at.Frame && place.Offset == at.Offset + offset && place.Size == size)
            {
                return place.Value;
            }
        }

        return AbstractValue.OfSize(size);
    }

    /// <summary>Forgets what a helper may have written. For each argument that points into a stack, the next argument says how many bytes.</summary>
    public void CallHelper()
    {
        for (int i = 1; i <= 5; i++)
        {
            AbstractValue argument = this[i];
            if (argument.Kind == AbstractKind.Stack)
            {
                AbstractValue next = i < 5 ? this[i + 1] : AbstractValue.Unknown;
                int size = next.IsConstant && next.Min is > 0 and <= StackSize ? (int)next.Min : StackSize;
                Forget(argument.Frame, argument.Offset, size);
            }
        }

        this[0] = AbstractValue.Unknown;
        ForgetArguments();
    }

    /// <summary>Forgets the content of all stacks, after a write through a pointer that may lead there.</summary>
    public void ForgetStack() => _stack.Clear();

    /// <summary>Forgets all registers but the one that points to the stack.</summary>
    public void ForgetRegisters() => _registers.AsSpan(0, FramePointer).Fill(AbstractValue.Unknown);

    /// <summary>Forgets the arguments, as every call does.</summary>
    public void ForgetArguments()
    {
        for (int i = 1; i <= 5; i++)
        {
            this[i] = AbstractValue.Unknown;
        }
    }

    /// <summary>Returns whether the other state allows everything that this one allows.</summary>
    public bool IsWithin(AbstractState other)
    {
        if (!HasSameCallers(other))
        {
            return false;
        }

        for (int i = 0; i < RegisterCount; i++)
        {
            if (!_registers[i].IsWithin(other._registers[i]))
            {
                return false;
            }
        }

        // This state must know everything that the other state knows of its stack.
        return other._stack.TrueForAll(place => _stack.Exists(own =>
            own.Frame == place.Frame && own.Offset == place.Offset && own.Size == place.Size && own.Value.IsWithin(place.Value)));
    }

    /// <summary>Returns whether the same functions wait, with the same values.</summary>
    public bool HasSameCallers(AbstractState other) => _callers.Count == other._callers.Count && _callers.SequenceEqual(other._callers);

    /// <summary>Returns what two states with the same callers have in common.</summary>
    public AbstractState Join(AbstractState other)
    {
        AbstractState joined = Clone();
        for (int i = 0; i < RegisterCount; i++)
        {
            joined[i] = _registers[i] == other._registers[i] ? _registers[i] : AbstractValue.Unknown;
        }

        joined._stack.RemoveAll(place => !other._stack.Contains(place));
        return joined;
    }

    private void Forget(int frame, int start, int size) =>
        _stack.RemoveAll(place => place.Frame == frame && place.Offset < start + size && start < place.Offset + place.Size);
}

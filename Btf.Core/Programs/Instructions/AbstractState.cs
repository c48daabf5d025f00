namespace Btf.Core.Programs;

/// <summary>What is known before an instruction about the registers, the stack, and the functions that wait for a call to return.</summary>
internal sealed class AbstractState
{
    /// <summary>The register that points to the end of the stack.</summary>
    public const int FramePointer = 10;

    private const int RegisterCount = 11;
    private const int StackSize = 512;
    private readonly AbstractValue[] _registers;

    // The known places, by frame and offset. They do not overlap, so a frame has at most as many as its stack has bytes.
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

    /// <summary>How many values the state holds. Copying and comparing it takes time in proportion.</summary>
    public int Size => RegisterCount + _stack.Count + _callers.Count;

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

    /// <summary>Stores a value at a place of a stack. The kernel refuses programs that store outside it, so such a store is skipped.</summary>
    public void Store(in AbstractValue at, int offset, uint size, in AbstractValue value)
    {
        long start = (long)at.Offset + offset;
        if (start < -StackSize || start + size > 0)
        {
            return;
        }

        Forget(at.Frame, (int)start, (int)size);
        if (size == sizeof(ulong) || value.IsScalar)
        {
            _stack.Insert(IndexOf(at.Frame, (int)start), new StackPlace(at.Frame, (int)start, (int)size, value.Truncate(size)));
        }
    }

    /// <summary>Loads from a stack. The value is known only if it was stored at the same place with the same size.</summary>
    public AbstractValue Load(in AbstractValue at, int offset, uint size)
    {
        long start = (long)at.Offset + offset;
        int index = start is >= -StackSize and < 0 ? IndexOf(at.Frame, (int)start) : _stack.Count;
        return index < _stack.Count && _stack[index].IsAt(at.Frame, (int)start, (int)size) ? _stack[index].Value : AbstractValue.OfSize(size);
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

        // This state must know everything that the other state knows of its stack. Both lists have the same order.
        int own = 0;
        foreach (StackPlace place in other._stack)
        {
            while (own < _stack.Count && _stack[own].IsBefore(place.Frame, place.Offset))
            {
                own++;
            }

            if (own == _stack.Count || !_stack[own].IsAt(place.Frame, place.Offset, place.Size) || !_stack[own].Value.IsWithin(place.Value))
            {
                return false;
            }
        }

        return true;
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

        joined._stack.RemoveAll(place => other.IndexOf(place.Frame, place.Offset) is var index && (index == other._stack.Count || other._stack[index] != place));
        return joined;
    }

    /// <summary>Forgets all places that a write touches.</summary>
    private void Forget(int frame, int start, int size)
    {
        int first = IndexOf(frame, start);
        if (first > 0 && _stack[first - 1].Frame == frame && start < _stack[first - 1].Offset + _stack[first - 1].Size)
        {
            first--;
        }

        int end = first;
        while (end < _stack.Count && _stack[end].IsBefore(frame, start + size))
        {
            end++;
        }

        _stack.RemoveRange(first, end - first);
    }

    /// <summary>Returns the index of the first place at or after an offset in a frame.</summary>
    private int IndexOf(int frame, int offset)
    {
        int low = 0;
        int high = _stack.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_stack[middle].IsBefore(frame, offset))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

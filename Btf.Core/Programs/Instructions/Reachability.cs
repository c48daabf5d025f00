using System.Collections;

namespace Btf.Core.Programs;

/// <summary>
/// Finds the instructions that programs can reach. Like the kernel's verifier, it follows constants through registers, stack and calls, and skips branches
/// that cannot be taken.
/// </summary>
/// <remarks>
/// After too many steps, or when it would have to keep too many states, it marks everything as reached: the kernel refuses such programs as too complex.
/// </remarks>
internal sealed class Reachability
{
    private const int MaxSteps = 1_000_000;
    private const int MaxStates = 64;
    private const int MaxDepth = 8;

    // Bounds on the values that are compared, and on those that are kept at once: for each instruction, and in all.
    private const long MaxCompared = 1 << 25;
    private const long KeptPerInstruction = 4096;
    private const long KeptAtLeast = 1 << 16;
    private const long MaxKept = 1 << 22;
    private readonly BpfCode _code;
    private readonly HashSet<int> _global;
    private readonly BitArray _reached;
    private readonly Dictionary<int, List<AbstractState>> _seen = [];
    private readonly Stack<(int Index, AbstractState State)> _open = [];
    private readonly HashSet<int> _entered = [];
    private readonly long _maxKept;
    private int _steps;
    private long _compared;
    private long _kept;

    private Reachability(BpfCode code, HashSet<int> global)
    {
        _code = code;
        _global = global;
        _reached = new BitArray(code.Count);
        _maxKept = Math.Min(MaxKept, KeptAtLeast + (KeptPerInstruction * code.Count));
    }

    private bool IsTooComplex => ++_steps > MaxSteps || _compared > MaxCompared || _kept > _maxKept;

    /// <summary>Finds the instructions that a file's programs can reach.</summary>
    public static BitArray Find(BpfObjectFile file, BpfCode code)
    {
        var global = new HashSet<int>();
        foreach (BpfFunction function in file.Functions)
        {
            if (function.IsGlobal && !function.IsProgram && code.TryFind(function.SectionName, function.Offset, out int index))
            {
                global.Add(index);
            }
        }

        List<int> programs = [];
        foreach (BpfFunction function in file.Functions)
        {
            if (function.IsProgram && code.TryFind(function.SectionName, function.Offset, out int index))
            {
                programs.Add(index);
            }
        }

        return Find(code, programs, global);
    }

    /// <summary>Finds the instructions that some programs can reach.</summary>
    /// <param name="code">The instructions.</param>
    /// <param name="programs">Where programs start.</param>
    /// <param name="global">Where global functions start. They are checked apart from their callers.</param>
    public static BitArray Find(BpfCode code, IEnumerable<int> programs, HashSet<int> global)
    {
        var search = new Reachability(code, global);
        foreach (int program in programs)
        {
            search.Start(program, hasContext: true);
        }

        search.Run();
        return search._reached;
    }

    private void Start(int index, bool hasContext)
    {
        if (_entered.Add(index))
        {
            Push(index, new AbstractState(hasContext));
        }
    }

    private void Push(int index, AbstractState state)
    {
        _kept += state.Size;
        _open.Push((index, state));
    }

    private void Run()
    {
        while (_open.TryPop(out (int Index, AbstractState State) next))
        {
            int index = next.Index;
            AbstractState state = next.State;
            _kept -= state.Size;
            bool isJoined = true;
            while (index >= 0 && index < _code.Count)
            {
                if (IsTooComplex)
                {
                    _reached.SetAll(true);
                    return;
                }

                // Only after a jump: paths can meet there, and one of them may already have been here with this state.
                if (isJoined && !TryVisit(index, ref state))
                {
                    break;
                }

                _reached[index] = true;
                index = Step(index, state, out isJoined);
            }
        }
    }

    /// <summary>Returns whether a state is new at an instruction. After many states, keeps only what the state shares with an earlier one.</summary>
    private bool TryVisit(int index, ref AbstractState state)
    {
        if (!_seen.TryGetValue(index, out List<AbstractState>? states))
        {
            _seen[index] = states = [];
        }

        foreach (AbstractState seen in states)
        {
            _compared += state.Size;
            if (state.IsWithin(seen))
            {
                return false;
            }
        }

        if (states.Count >= MaxStates)
        {
            AbstractState current = state;
            AbstractState? last = states.FindLast(seen => seen.HasSameCallers(current));
            state = last is null ? state : current.Join(last);
        }

        _kept += state.Size;
        states.Add(state.Clone());
        return true;
    }

    /// <summary>Applies an instruction to the state.</summary>
    /// <returns>The next instruction; -1 if the path ends.</returns>
    private int Step(int index, AbstractState state, out bool isJoined)
    {
        BpfInstruction instruction = _code[index];
        isJoined = false;
        switch (instruction.Class)
        {
            case BpfClass.Arithmetic32 or BpfClass.Arithmetic64:
                AbstractValue right = instruction.HasImmediate ? Immediate(instruction) : state[instruction.Source];
                state[instruction.Destination] = Arithmetic.Compute(instruction, state[instruction.Destination], right);
                return index + 1;
            case BpfClass.Load:
                return Load(index, instruction, state);
            case BpfClass.LoadRegister:
                AbstractValue from = state[instruction.Source];
                bool extends = (instruction.Code & 0xE0) == 0x80;
                AbstractValue loaded = from.Kind == AbstractKind.Stack ? state.Load(from, instruction.Offset, instruction.MemorySize) : AbstractValue.OfSize(instruction.MemorySize);
                state[instruction.Destination] = extends ? loaded.SignExtend((int)instruction.MemorySize * 8) : loaded;
                return index + 1;
            case BpfClass.Store or BpfClass.StoreRegister:
                Store(instruction, state);
                return index + 1;
            default:
                isJoined = true;
                return Jump(index, instruction, state);
        }
    }

    private static AbstractValue Immediate(in BpfInstruction instruction) => AbstractValue.Constant((ulong)(long)instruction.Immediate);

    private int Load(int index, in BpfInstruction instruction, AbstractState state)
    {
        if (!instruction.IsLoadImmediate64 || index + 1 == _code.Count)
        {
            // The legacy instructions that load from a packet.
            state[0] = AbstractValue.Unknown;
            state.ForgetArguments();
            return index + 1;
        }

        int function = _code.TargetOf(index);
        if (function >= 0)
        {
            Start(function, hasContext: false);
        }

        _reached[index + 1] = true;
        bool isNumber = instruction.Source == 0 && !_code.IsRelocated(index);
        state[instruction.Destination] = isNumber ? AbstractValue.Constant((uint)instruction.Immediate | ((ulong)(uint)_code[index + 1].Immediate << 32))
            : function >= 0 ? AbstractValue.NonNull
            : AbstractValue.Unknown;
        return index + 2;
    }

    private static void Store(in BpfInstruction instruction, AbstractState state)
    {
        AbstractValue to = state[instruction.Destination];
        bool isAtomic = instruction.Class == BpfClass.StoreRegister && (instruction.Code & 0xE0) == 0xC0;
        AbstractValue value = isAtomic ? AbstractValue.Unknown
            : instruction.Class == BpfClass.Store ? Immediate(instruction)
            : state[instruction.Source];
        if (to.Kind == AbstractKind.Stack)
        {
            state.Store(to, instruction.Offset, instruction.MemorySize, value);
        }
        else if (to.IsScalar)
        {
            // The pointer was moved by an unknown distance and may lead into the stack.
            state.ForgetStack();
        }

        if (isAtomic)
        {
            state[instruction.Source] = AbstractValue.Unknown;
            state[0] = AbstractValue.Unknown;
        }
    }

    private int Jump(int index, in BpfInstruction instruction, AbstractState state)
    {
        var jump = (BpfJump)instruction.Operation;
        bool is32 = instruction.Class == BpfClass.Jump32;
        switch (jump)
        {
            case BpfJump.Always:
                return index + 1 + (is32 ? instruction.Immediate : instruction.Offset);
            case BpfJump.Call when !is32:
                return Call(index, instruction, state);
            case BpfJump.Exit when !is32:
                return state.Depth == 0 ? -1 : state.Leave();
            case BpfJump.Maybe:
                Push(index + 1 + instruction.Offset, state.Clone());
                return index + 1;
        }

        AbstractValue left = state[instruction.Destination];
        AbstractValue right = instruction.HasImmediate ? Immediate(instruction) : state[instruction.Source];
        AbstractState taken = state.Clone();
        (AbstractValue takenLeft, AbstractValue takenRight) = (left, right);
        bool canJump = Branch.CanHold(jump, isTaken: true, is32, ref takenLeft, ref takenRight);
        bool canPass = Branch.CanHold(Branch.Opposite(jump), isTaken: false, is32, ref left, ref right);
        if (canJump)
        {
            Narrow(taken, instruction, takenLeft, takenRight);
            if (!canPass)
            {
                Narrow(state, instruction, takenLeft, takenRight);
                return index + 1 + instruction.Offset;
            }

            Push(index + 1 + instruction.Offset, taken);
        }

        Narrow(state, instruction, left, right);
        return canPass ? index + 1 : -1;
    }

    private static void Narrow(AbstractState state, in BpfInstruction instruction, in AbstractValue left, in AbstractValue right)
    {
        state[instruction.Destination] = left;
        if (!instruction.HasImmediate)
        {
            state[instruction.Source] = right;
        }
    }

    private int Call(int index, in BpfInstruction instruction, AbstractState state)
    {
        if (instruction.Source == 0 && instruction.Immediate == InstructionPatch.PoisonNumber)
        {
            // The kernel's verifier stops here. This walk goes on, to report later instructions too, without knowing what this one would have set.
            state.ForgetRegisters();
            return index + 1;
        }

        int function = _code.TargetOf(index);
        if (function < 0)
        {
            state.CallHelper();
            return index + 1;
        }

        if (_global.Contains(function) || state.Depth == MaxDepth)
        {
            // The function is checked apart from its callers.
            Start(function, hasContext: false);
            state.CallHelper();
            return index + 1;
        }

        state.Enter(index + 1);
        return function;
    }
}

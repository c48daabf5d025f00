namespace Btf.Core.Tests;

/// <summary>Generates programs that the verifier accepts, except for poisoned instructions in some of their blocks. They have existence results as constants in
/// registers and in the stack, unknown numbers, arithmetic on both, and branches on all of them.</summary>
internal sealed class ProgramGenerator(int seed)
{
    private const int MaxDepth = 3;
    private const int Slots = 4;
    private static readonly int[] _operations = [0x00, 0x10, 0x20, 0x40, 0x50, 0xA0];
    private static readonly int[] _jumps = [0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0xA0, 0xB0, 0xC0, 0xD0];
    private readonly Random _random = new(seed);
    private readonly BpfAssembler _code = new();

    public byte[] Generate()
    {
        // r6 keeps the context; r7 is an unknown number; r8, r9, r2 and r3 are existence results.
        _code.Move(6, 1).Emit(0x61, 7, 6);
        foreach (int register in (int[])[0, 2, 3, 4, 5, 8, 9])
        {
            _code.MoveImmediate(register, _random.Next(2));
        }

        for (int slot = 1; slot <= Slots; slot++)
        {
            _code.Emit(0x7A, 10, offset: -8 * slot, immediate: _random.Next(2));
        }

        Block(0);
        return _code.Exit().ToArray();
    }

    private int Register() => ((int[])[0, 2, 3, 4, 5, 7, 8, 9])[_random.Next(8)];

    private void Block(int depth)
    {
        for (int count = _random.Next(2, 6); count > 0; count--)
        {
            if (depth < MaxDepth && _random.Next(3) == 0)
            {
                Branch(depth);
            }
            else
            {
                Statement();
            }
        }

        if (depth > 0 && _random.Next(4) == 0)
        {
            _code.Poison().MoveImmediate(0, 0);
            foreach (int register in (int[])[2, 3, 4, 5])
            {
                _code.MoveImmediate(register, _random.Next(2));
            }
        }
    }

    private void Branch(int depth)
    {
        int jump = _jumps[_random.Next(_jumps.Length)];
        int width = _random.Next(3) == 0 ? 0x06 : 0x05;
        int at = _code.Count;
        if (_random.Next(3) == 0)
        {
            _code.Emit(width | jump | 0x08, Register(), Register());
        }
        else
        {
            _code.Emit(width | jump, Register(), immediate: _random.Next(-1, 3));
        }

        Block(depth + 1);
        _code.SetDistance(at, _code.Count - at - 1);
    }

    private void Statement()
    {
        int width = _random.Next(3) == 0 ? 0x04 : 0x07;
        switch (_random.Next(7))
        {
            case 0:
                _code.MoveImmediate(Register(), _random.Next(-1, 3));
                break;
            case 1:
                _code.Emit(width | 0xB8, Register(), Register());
                break;
            case 2:
                _code.Emit(width | _operations[_random.Next(_operations.Length)], Register(), immediate: _random.Next(0, 4));
                break;
            case 3:
                _code.Emit(width | _operations[_random.Next(_operations.Length)] | 0x08, Register(), Register());
                break;
            case 4:
                _code.Emit(width | ((int[])[0x60, 0x70, 0xC0])[_random.Next(3)], Register(), immediate: _random.Next(32));
                break;
            case 5:
                _code.Emit(0x7B, 10, Register(), offset: -8 * _random.Next(1, Slots + 1));
                break;
            default:
                _code.Emit(0x79, Register(), 10, offset: -8 * _random.Next(1, Slots + 1));
                break;
        }
    }
}

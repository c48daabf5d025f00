namespace Btf.Core.Programs;

/// <summary>Writes relocated values into instructions, by libbpf's rules.</summary>
/// <remarks>After an error the instruction is as libbpf leaves it: unchanged, except that it has the new offset if only its width does not fit.</remarks>
internal static class InstructionPatch
{
    /// <summary>The number of the helper that a poisoned instruction calls. No helper has it, and the kernel's log shows it.</summary>
    public const int PoisonNumber = 0xBAD2310;

    /// <summary>Writes a value.</summary>
    /// <returns>The error, if any.</returns>
    public static CoreError Apply(Span<byte> code, uint offset, bool isBigEndian, in CoreValues values, out bool isPoisoned)
    {
        isPoisoned = false;
        if (offset % BpfInstruction.Size != 0 || code.Length < BpfInstruction.Size || offset > (uint)(code.Length - BpfInstruction.Size))
        {
            return new CoreError(CoreErrorCode.InstructionOutOfRange, offset, (uint)code.Length);
        }

        Span<byte> place = code[(int)offset..];
        BpfInstruction instruction = BpfInstruction.Read(place, isBigEndian);
        if (instruction.IsLoadImmediate64 && place.Length < 2 * BpfInstruction.Size)
        {
            return new CoreError(CoreErrorCode.InstructionOutOfRange, offset + BpfInstruction.Size, (uint)code.Length);
        }

        isPoisoned = values.IsPoisoned;
        CoreError error = values.IsPoisoned ? default : Write(place, ref instruction, isBigEndian, values, out isPoisoned);
        if (isPoisoned)
        {
            Poison(place, instruction.IsLoadImmediate64, isBigEndian);
        }

        return error;
    }

    private static void Poison(Span<byte> place, bool isWide, bool isBigEndian)
    {
        var poison = new BpfInstruction { Code = BpfInstruction.CallCode, Immediate = PoisonNumber };
        poison.Write(place, isBigEndian);
        if (isWide)
        {
            poison.Write(place[BpfInstruction.Size..], isBigEndian);
        }
    }

    private static CoreError Write(Span<byte> place, ref BpfInstruction instruction, bool isBigEndian, in CoreValues values, out bool isPoisoned)
    {
        isPoisoned = false;
        CoreError error;
        switch (instruction.Class)
        {
            case BpfClass.Arithmetic32 or BpfClass.Arithmetic64 when instruction.HasImmediate:
                error = Check(values, unchecked((ulong)instruction.Immediate));
                instruction.Immediate = unchecked((int)values.New);
                break;
            case BpfClass.LoadRegister or BpfClass.Store or BpfClass.StoreRegister:
                error = SetOffset(ref instruction, values, out isPoisoned);
                break;
            case BpfClass.Load when instruction.IsLoadImmediate64:
                return WriteWide(place, instruction, isBigEndian, values);
            default:
                return new CoreError(CoreErrorCode.BadInstruction, instruction.Code);
        }

        if (!isPoisoned && (error.IsNone || error.Code is CoreErrorCode.WidthMismatch or CoreErrorCode.NoSuchWidth))
        {
            instruction.Write(place, isBigEndian);
        }

        return error;
    }

    private static CoreError SetOffset(ref BpfInstruction instruction, in CoreValues values, out bool isPoisoned)
    {
        isPoisoned = false;
        CoreError error = Check(values, unchecked((ulong)instruction.Offset));
        if (!error.IsNone)
        {
            return error;
        }

        if (values.New > (ulong)short.MaxValue)
        {
            return new CoreError(CoreErrorCode.OffsetTooLarge, values.New, (ulong)short.MaxValue);
        }

        isPoisoned = values.IsResizeRefused;
        instruction.Offset = isPoisoned ? instruction.Offset : (short)values.New;
        if (!isPoisoned && values.LocalMemory != values.TargetMemory)
        {
            if (instruction.MemorySize != values.LocalMemory)
            {
                return new CoreError(CoreErrorCode.WidthMismatch, instruction.MemorySize, values.LocalMemory);
            }

            if (!instruction.TrySetMemorySize(values.TargetMemory))
            {
                return new CoreError(CoreErrorCode.NoSuchWidth, values.TargetMemory);
            }
        }

        return default;
    }

    private static CoreError WriteWide(Span<byte> place, BpfInstruction low, bool isBigEndian, in CoreValues values)
    {
        BpfInstruction high = BpfInstruction.Read(place[BpfInstruction.Size..], isBigEndian);
        if (low.Source != 0 || low.Offset != 0 || high.Code != 0 || high.Destination != 0 || high.Source != 0 || high.Offset != 0)
        {
            return new CoreError(CoreErrorCode.BadInstruction, low.Code);
        }

        CoreError error = Check(values, (uint)low.Immediate | ((ulong)(uint)high.Immediate << 32));
        if (error.IsNone)
        {
            low.Immediate = unchecked((int)values.New);
            high.Immediate = unchecked((int)(values.New >> 32));
            low.Write(place, isBigEndian);
            high.Write(place[BpfInstruction.Size..], isBigEndian);
        }

        return error;
    }

    private static CoreError Check(in CoreValues values, ulong found) =>
        values.IsChecked && found != values.Old ? new CoreError(CoreErrorCode.UnexpectedValue, found, values.Old) : default;
}

using System.Numerics;

namespace Btf.Core.Programs;

/// <summary>Computes what is known after an arithmetic instruction. Like the kernel's verifier, it does not follow divisions and byte swaps.</summary>
internal static class Arithmetic
{
    /// <summary>Computes an instruction's result.</summary>
    public static AbstractValue Compute(in BpfInstruction instruction, AbstractValue left, AbstractValue right)
    {
        bool is32 = instruction.Class == BpfClass.Arithmetic32;
        if (instruction.Operation == (byte)BpfOperation.Move)
        {
            AbstractValue moved = instruction.Offset is 8 or 16 or 32 ? right.SignExtend(instruction.Offset) : right;
            return is32 ? moved.Truncate(sizeof(uint)) : moved;
        }

        if (!is32 && TryMovePointer(instruction, left, right, out AbstractValue pointer))
        {
            return pointer;
        }

        if (!left.IsScalar || !right.IsScalar)
        {
            return is32 ? AbstractValue.OfSize(sizeof(uint)) : AbstractValue.Unknown;
        }

        if (is32)
        {
            left = left.Truncate(sizeof(uint));
            right = right.Truncate(sizeof(uint));
        }

        AbstractValue result = left.IsConstant && right.IsConstant ? Fold((BpfOperation)instruction.Operation, left.Min, right.Min, is32)
            : Bound((BpfOperation)instruction.Operation, left, right);
        return is32 ? result.Truncate(sizeof(uint)) : result;
    }

    private static bool TryMovePointer(in BpfInstruction instruction, in AbstractValue left, in AbstractValue right, out AbstractValue pointer)
    {
        pointer = AbstractValue.NonNull;
        bool isSum = instruction.Operation == (byte)BpfOperation.Add;
        if (left.Kind == AbstractKind.Stack && right.IsConstant && (isSum || instruction.Operation == (byte)BpfOperation.Subtract))
        {
            int change = (int)right.Min;
            pointer = AbstractValue.Stack(left.Frame, left.Offset + (isSum ? change : -change));
            return true;
        }

        return isSum && (left.Kind == AbstractKind.NonNull || right.Kind == AbstractKind.NonNull);
    }

    private static AbstractValue Fold(BpfOperation operation, ulong left, ulong right, bool is32)
    {
        int bits = is32 ? 32 : 64;
        bool shifts = right < (ulong)bits;
        return operation switch
        {
            BpfOperation.Add => AbstractValue.Constant(left + right),
            BpfOperation.Subtract => AbstractValue.Constant(left - right),
            BpfOperation.Multiply => AbstractValue.Constant(left * right),
            BpfOperation.Or => AbstractValue.Constant(left | right),
            BpfOperation.And => AbstractValue.Constant(left & right),
            BpfOperation.ExclusiveOr => AbstractValue.Constant(left ^ right),
            BpfOperation.Negate => AbstractValue.Constant(0 - left),
            BpfOperation.ShiftLeft when shifts => AbstractValue.Constant(left << (int)right),
            BpfOperation.ShiftRight when shifts => AbstractValue.Constant(left >> (int)right),
            BpfOperation.ShiftRightSigned when shifts => AbstractValue.Constant(is32 ? (uint)((int)(uint)left >> (int)right) : (ulong)((long)left >> (int)right)),
            _ => AbstractValue.Unknown,
        };
    }

    private static AbstractValue Bound(BpfOperation operation, in AbstractValue left, in AbstractValue right)
    {
        switch (operation)
        {
            case BpfOperation.Add when left.Max <= ulong.MaxValue - right.Max:
                return AbstractValue.Between(left.Min + right.Min, left.Max + right.Max);
            case BpfOperation.Subtract when left.Min >= right.Max:
                return AbstractValue.Between(left.Min - right.Max, left.Max - right.Min);
            case BpfOperation.And:
                return AbstractValue.Between(0, Math.Min(left.Max, right.Max));
            case BpfOperation.Or or BpfOperation.ExclusiveOr:
                ulong widest = left.Max | right.Max;
                ulong all = widest == 0 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(widest);
                return AbstractValue.Between(operation == BpfOperation.Or ? Math.Max(left.Min, right.Min) : 0, all);
            case BpfOperation.ShiftRight when right.IsConstant && right.Min < 64:
                return AbstractValue.Between(left.Min >> (int)right.Min, left.Max >> (int)right.Min);
            case BpfOperation.ShiftLeft when right.IsConstant && right.Min < 64 && left.Max <= ulong.MaxValue >> (int)right.Min:
                return AbstractValue.Between(left.Min << (int)right.Min, left.Max << (int)right.Min);
            default:
                return AbstractValue.Unknown;
        }
    }
}

namespace Btf.Core.Programs;

/// <summary>Decides whether a comparison can hold, and narrows the registers for the case that it does.</summary>
internal static class Branch
{
    /// <summary>Returns the opposite comparison, which holds exactly when the given one does not.</summary>
    public static BpfJump Opposite(BpfJump jump) => jump switch
    {
        BpfJump.Equal => BpfJump.NotEqual,
        BpfJump.NotEqual => BpfJump.Equal,
        BpfJump.Greater => BpfJump.LessOrEqual,
        BpfJump.LessOrEqual => BpfJump.Greater,
        BpfJump.GreaterOrEqual => BpfJump.Less,
        BpfJump.Less => BpfJump.GreaterOrEqual,
        BpfJump.SignedGreater => BpfJump.SignedLessOrEqual,
        BpfJump.SignedLessOrEqual => BpfJump.SignedGreater,
        BpfJump.SignedGreaterOrEqual => BpfJump.SignedLess,
        BpfJump.SignedLess => BpfJump.SignedGreaterOrEqual,
        _ => jump,
    };

    /// <summary>Returns whether a comparison can hold. If so, narrows both values to those for which it holds.</summary>
    /// <param name="jump">The comparison.</param>
    /// <param name="isTaken">Whether the jump is taken. Only <see cref="BpfJump.AnyBit"/> needs this, because it has no opposite comparison.</param>
    /// <param name="is32">Whether only the lower halves are compared.</param>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    public static bool CanHold(BpfJump jump, bool isTaken, bool is32, ref AbstractValue left, ref AbstractValue right)
    {
        if (!left.IsScalar || !right.IsScalar)
        {
            return CanPointerHold(jump, is32, left, right);
        }

        // Sign-extending both halves keeps their signed and their unsigned order.
        AbstractValue first = is32 ? left.SignExtend(32) : left;
        AbstractValue second = is32 ? right.SignExtend(32) : right;
        if (jump == BpfJump.AnyBit)
        {
            return !first.IsConstant || !second.IsConstant || ((first.Min & second.Min) != 0) == isTaken;
        }

        Narrow(jump, ref first, ref second);
        if (first.IsImpossible || second.IsImpossible)
        {
            return false;
        }

        left = is32 ? Widen(left, first) : first;
        right = is32 ? Widen(right, second) : second;
        return true;
    }

    /// <summary>Takes over what is known of the lower half if the upper half is known to be zero.</summary>
    private static AbstractValue Widen(in AbstractValue whole, in AbstractValue half) => whole.Max <= int.MaxValue ? half
        : whole.Max <= uint.MaxValue && half.IsConstant ? AbstractValue.Constant((uint)half.Min)
        : whole;

    /// <summary>Decides comparisons of pointers. Only one is decided: a pointer that is not null never equals null.</summary>
    private static bool CanPointerHold(BpfJump jump, bool is32, in AbstractValue left, in AbstractValue right)
    {
        AbstractValue number = left.IsScalar ? left : right;
        bool isNull = (left.IsScalar || right.IsScalar) && number.IsConstant && number.Min == 0 && !is32;
        return !isNull || jump != BpfJump.Equal;
    }

    private static void Narrow(BpfJump jump, ref AbstractValue left, ref AbstractValue right)
    {
        switch (jump)
        {
            case BpfJump.Equal:
                left = right = left with
                {
                    Min = Math.Max(left.Min, right.Min),
                    Max = Math.Min(left.Max, right.Max),
                    SignedMin = Math.Max(left.SignedMin, right.SignedMin),
                    SignedMax = Math.Min(left.SignedMax, right.SignedMax),
                };
                break;
            case BpfJump.NotEqual:
                Exclude(ref left, right);
                Exclude(ref right, left);
                break;
            case BpfJump.Greater:
                NarrowLess(ref right, ref left, orEqual: false);
                break;
            case BpfJump.GreaterOrEqual:
                NarrowLess(ref right, ref left, orEqual: true);
                break;
            case BpfJump.Less:
                NarrowLess(ref left, ref right, orEqual: false);
                break;
            case BpfJump.LessOrEqual:
                NarrowLess(ref left, ref right, orEqual: true);
                break;
            case BpfJump.SignedGreater:
                NarrowSignedLess(ref right, ref left, orEqual: false);
                break;
            case BpfJump.SignedGreaterOrEqual:
                NarrowSignedLess(ref right, ref left, orEqual: true);
                break;
            case BpfJump.SignedLess:
                NarrowSignedLess(ref left, ref right, orEqual: false);
                break;
            case BpfJump.SignedLessOrEqual:
                NarrowSignedLess(ref left, ref right, orEqual: true);
                break;
        }

        left = left.IsImpossible ? left : left.Agree();
        right = right.IsImpossible ? right : right.Agree();
    }

    private static void Exclude(ref AbstractValue value, in AbstractValue other)
    {
        if (!other.IsConstant)
        {
            return;
        }

        ulong excluded = other.Min;
        if (value.IsConstant)
        {
            value = value.Min == excluded ? value with { Min = 1, Max = 0 } : value;
            return;
        }

        value = value with
        {
            Min = value.Min == excluded ? excluded + 1 : value.Min,
            Max = value.Max == excluded ? excluded - 1 : value.Max,
            SignedMin = value.SignedMin == (long)excluded ? value.SignedMin + 1 : value.SignedMin,
            SignedMax = value.SignedMax == (long)excluded ? value.SignedMax - 1 : value.SignedMax,
        };
    }

    private static void NarrowLess(ref AbstractValue low, ref AbstractValue high, bool orEqual)
    {
        ulong step = orEqual ? 0u : 1u;
        if (high.Max < step || low.Min > ulong.MaxValue - step)
        {
            low = low with { Min = 1, Max = 0 };
            return;
        }

        low = low with { Max = Math.Min(low.Max, high.Max - step) };
        high = high with { Min = Math.Max(high.Min, low.Min + step) };
    }

    private static void NarrowSignedLess(ref AbstractValue low, ref AbstractValue high, bool orEqual)
    {
        long step = orEqual ? 0 : 1;
        if (high.SignedMax < long.MinValue + step || low.SignedMin > long.MaxValue - step)
        {
            low = low with { Min = 1, Max = 0 };
            return;
        }

        low = low with { SignedMax = Math.Min(low.SignedMax, high.SignedMax - step) };
        high = high with { SignedMin = Math.Max(high.SignedMin, low.SignedMin + step) };
    }
}

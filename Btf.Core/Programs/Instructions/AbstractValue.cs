namespace Btf.Core.Programs;

/// <summary>What is known of a register or of a place in the stack: a number's bounds, or that it is a pointer.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Min">The least value, unsigned.</param>
/// <param name="Max">The largest value, unsigned.</param>
/// <param name="SignedMin">The least value, signed.</param>
/// <param name="SignedMax">The largest value, signed.</param>
/// <param name="Frame">Of a place in a stack, whose: 0 is the program's.</param>
/// <param name="Offset">Of a place in a stack, the offset from its end, which is negative.</param>
internal readonly record struct AbstractValue(AbstractKind Kind, ulong Min, ulong Max, long SignedMin, long SignedMax, int Frame = 0, int Offset = 0)
{
    /// <summary>Any number, or any pointer.</summary>
    public static AbstractValue Unknown { get; } = new(AbstractKind.Scalar, 0, ulong.MaxValue, long.MinValue, long.MaxValue);

    /// <summary>A pointer that is not null.</summary>
    public static AbstractValue NonNull { get; } = new(AbstractKind.NonNull, 0, 0, 0, 0);

    /// <summary>Whether it is one known number.</summary>
    public bool IsConstant => Kind == AbstractKind.Scalar && Min == Max;

    /// <summary>Whether it is a number.</summary>
    public bool IsScalar => Kind == AbstractKind.Scalar;

    /// <summary>Whether no number is in the bounds, so that what led here never happens.</summary>
    public bool IsImpossible => Kind == AbstractKind.Scalar && (Min > Max || SignedMin > SignedMax);

    /// <summary>One known number.</summary>
    public static AbstractValue Constant(ulong value) => new(AbstractKind.Scalar, value, value, (long)value, (long)value);

    /// <summary>A place in a stack.</summary>
    public static AbstractValue Stack(int frame, int offset) => new(AbstractKind.Stack, 0, 0, 0, 0, frame, offset);

    /// <summary>A number within unsigned bounds.</summary>
    public static AbstractValue Between(ulong min, ulong max) => new AbstractValue(AbstractKind.Scalar, min, max, long.MinValue, long.MaxValue).Agree();

    /// <summary>Any number that a load of some bytes gives.</summary>
    public static AbstractValue OfSize(uint bytes) => bytes >= sizeof(ulong) ? Unknown : Between(0, (1UL << (int)(bytes * 8)) - 1);

    /// <summary>What is left of the value in some bytes.</summary>
    public AbstractValue Truncate(uint bytes)
    {
        if (bytes >= sizeof(ulong))
        {
            return this;
        }

        ulong mask = (1UL << (int)(bytes * 8)) - 1;
        return !IsScalar ? OfSize(bytes) : IsConstant ? Constant(Min & mask) : Max <= mask ? this : OfSize(bytes);
    }

    /// <summary>The value's lower half as a signed number in 64 bits, where that is known to be the same number.</summary>
    public AbstractValue SignExtend(int bits)
    {
        int shift = 64 - bits;
        return IsConstant ? Constant((ulong)((long)(Min << shift) >> shift))
            : IsScalar && Max < 1UL << (bits - 1) ? this
            : new AbstractValue(AbstractKind.Scalar, 0, ulong.MaxValue, long.MinValue >> shift, long.MaxValue >> shift).Agree();
    }

    /// <summary>Makes the signed and the unsigned bounds say the same.</summary>
    public AbstractValue Agree()
    {
        (ulong min, ulong max, long signedMin, long signedMax) = (Min, Max, SignedMin, SignedMax);

        // Where all values are on one side of zero, both orders are the same.
        if ((long)min <= (long)max && (min <= long.MaxValue) == (max <= long.MaxValue))
        {
            signedMin = Math.Max(signedMin, (long)min);
            signedMax = Math.Min(signedMax, (long)max);
        }

        if (signedMin >= 0 || signedMax < 0)
        {
            min = Math.Max(min, (ulong)signedMin);
            max = Math.Min(max, (ulong)signedMax);
        }

        return this with { Min = min, Max = max, SignedMin = signedMin, SignedMax = signedMax };
    }

    /// <summary>Whether all that this may be, another one may be too.</summary>
    public bool IsWithin(in AbstractValue other) => this == other
        || (other.IsScalar && other.Min == 0 && other.Max == ulong.MaxValue && other.SignedMin == long.MinValue && other.SignedMax == long.MaxValue)
        || (IsScalar && other.IsScalar && Min >= other.Min && Max <= other.Max && SignedMin >= other.SignedMin && SignedMax <= other.SignedMax);
}

namespace Btf.Core.Programs;

/// <summary>What is known of a register or of a place in the stack: the bounds of a number, or that it is a pointer.</summary>
/// <param name="Kind">Whether it is a number, a place in a stack, or another pointer.</param>
/// <param name="Min">The least value, unsigned.</param>
/// <param name="Max">The largest value, unsigned.</param>
/// <param name="SignedMin">The least value, signed.</param>
/// <param name="SignedMax">The largest value, signed.</param>
/// <param name="Frame">For a place in a stack, the depth of the function that owns the stack: 0 for the program.</param>
/// <param name="Offset">For a place in a stack, the (negative) offset from its end.</param>
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

    /// <summary>Whether no number lies within the bounds: the branch that led here is never taken.</summary>
    public bool IsImpossible => Kind == AbstractKind.Scalar && (Min > Max || SignedMin > SignedMax);

    /// <summary>One known number.</summary>
    public static AbstractValue Constant(ulong value) => new(AbstractKind.Scalar, value, value, (long)value, (long)value);

    /// <summary>Returns a place in a stack.</summary>
    public static AbstractValue Stack(int frame, int offset) => new(AbstractKind.Stack, 0, 0, 0, 0, frame, offset);

    /// <summary>Returns a number within unsigned bounds.</summary>
    public static AbstractValue Between(ulong min, ulong max) => new AbstractValue(AbstractKind.Scalar, min, max, long.MinValue, long.MaxValue).Agree();

    /// <summary>Any number that fits into some bytes.</summary>
    public static AbstractValue OfSize(uint bytes) => bytes >= sizeof(ulong) ? Unknown : Between(0, (1UL << (int)(bytes * 8)) - 1);

    /// <summary>Returns the value cut to its lowest bytes.</summary>
    public AbstractValue Truncate(uint bytes)
    {
        if (bytes >= sizeof(ulong))
        {
            return this;
        }

        ulong mask = (1UL << (int)(bytes * 8)) - 1;
        return !IsScalar ? OfSize(bytes) : IsConstant ? Constant(Min & mask) : Max <= mask ? this : OfSize(bytes);
    }

    /// <summary>Returns the value's lowest bits, sign-extended to 64 bits.</summary>
    public AbstractValue SignExtend(int bits)
    {
        int shift = 64 - bits;
        return IsConstant ? Constant((ulong)((long)(Min << shift) >> shift))
            : IsScalar && Max < 1UL << (bits - 1) ? this
            : new AbstractValue(AbstractKind.Scalar, 0, ulong.MaxValue, long.MinValue >> shift, long.MaxValue >> shift).Agree();
    }

    /// <summary>Narrows the signed bounds by the unsigned ones, and the other way round.</summary>
    public AbstractValue Agree()
    {
        (ulong min, ulong max, long signedMin, long signedMax) = (Min, Max, SignedMin, SignedMax);

        // If all values have the same sign, signed and unsigned order are the same.
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

    /// <summary>Returns whether the other value allows everything that this one allows.</summary>
    public bool IsWithin(in AbstractValue other) => this == other
        || (other.IsScalar && other.Min == 0 && other.Max == ulong.MaxValue && other.SignedMin == long.MinValue && other.SignedMax == long.MaxValue)
        || (IsScalar && other.IsScalar && Min >= other.Min && Max <= other.Max && SignedMin >= other.SignedMin && SignedMax <= other.SignedMax);
}

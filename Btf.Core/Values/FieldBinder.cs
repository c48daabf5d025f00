using System.Runtime.CompilerServices;

namespace Btf.Core.Values;

/// <summary>Decides how to read a field as a .NET type, or reports why it cannot be read so.</summary>
internal static class FieldBinder
{
    private const int MostArrays = 32;

    private static ReadOnlySpan<byte> LoadSizes => [1, 2, 4, 8];

    /// <summary>Makes the plan.</summary>
    /// <typeparam name="T">The .NET type of the result.</typeparam>
    /// <param name="type">The field's declared type.</param>
    /// <param name="bitOffset">Where the field starts, in bits.</param>
    /// <param name="width">A bit-field's width in bits; 0 for other fields.</param>
    /// <param name="available">How many bytes a load may touch: the size of the outermost structure.</param>
    /// <param name="bigEndian">The data's byte order.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>Null, or why there is no plan.</returns>
    public static string? TryPlan<T>(BtfType type, ulong bitOffset, int width, ulong available, bool bigEndian, out FieldPlan plan)
        where T : unmanaged
    {
        plan = FieldPlan.None;
        string? fault = TryFindElement(type, out BtfType scalar, out ulong count);
        if (fault is not null)
        {
            return fault;
        }

        uint size = scalar.SizeInBytes;
        ulong end = (bitOffset + (width > 0 ? (uint)width : size * 8UL * count) + 7) / 8;
        if (end > int.MaxValue || size is 0 or > 16)
        {
            return end > int.MaxValue ? "ends more than 2^31 bytes into the structure" : $"has {size} bytes; numbers have 1 to 16";
        }

        if (width > ValueBits.MaxWidth)
        {
            return "is a bit-field of more than 128 bits";
        }

        bool isFloat = scalar.Kind == BtfKind.Float;
        bool isSigned = (scalar.TryAsInt(out BtfInt integer) && integer.IsSigned) || (scalar.TryAsEnum(out BtfEnum enumeration) && enumeration.IsSigned);
        int bits = width > 0 ? width : (int)size * 8;
        fault = FaultOf<T>(isFloat, bits);
        if (fault is not null)
        {
            return fault;
        }

        plan = new FieldPlan
        {
            Offset = (int)(bitOffset / 8),
            Length = width > 0 ? ValueBits.BytesOf((int)(bitOffset % 8), width) : (int)size,
            Mode = FieldMode.Wide,
            IsBigEndian = bigEndian,
            IsSigned = isSigned,
            FirstBit = width > 0 ? (byte)(bitOffset % 8) : (byte)0,
            Width = (byte)bits,
            Count = (int)count,
            Step = (int)size,
        };
        plan = Choose<T>(plan, isFloat, width, available);
        return null;
    }

    private static FieldPlan Choose<T>(FieldPlan plan, bool isFloat, int width, ulong available)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        bool isTruth = typeof(T) == typeof(bool);
        if (isFloat && plan.Length != size)
        {
            return plan with { Mode = FieldMode.Float };
        }

        bool isNative = plan.Length == 1 || plan.IsBigEndian != BitConverter.IsLittleEndian;
        if (width == 0 && plan.Length == size && isNative && !isTruth)
        {
            return plan with { Mode = FieldMode.Plain };
        }

        return size > sizeof(ulong) || !TryFindLoad(plan, available, out int start, out int load)
            ? plan
            : WithLoad(plan, start, load) with { Mode = isTruth ? FieldMode.Truth : FieldMode.Integer };
    }

    /// <summary>Finds the smallest load that holds all bits of the field and stays inside the outermost structure.</summary>
    private static bool TryFindLoad(FieldPlan plan, ulong available, out int start, out int load)
    {
        foreach (int size in LoadSizes)
        {
            // Nothing may follow the last element of an array, so an element's load must not be larger than the element.
            if ((plan.Count == 1 ? size >= plan.Length : size == plan.Length) && (ulong)size <= available)
            {
                load = size;
                start = (ulong)(plan.Offset + size) <= available ? plan.Offset : (int)(available - (ulong)size);
                if (start + size >= plan.Offset + plan.Length)
                {
                    return true;
                }
            }
        }

        start = 0;
        load = 0;
        return false;
    }

    private static FieldPlan WithLoad(FieldPlan plan, int start, int load)
    {
        // The field's first bit, counted from where the load starts.
        int first = (plan.Offset - start) * 8 + plan.FirstBit;
        int above = plan.IsBigEndian ? first : load * 8 - first - plan.Width;
        return plan with { Offset = start, Length = load, Left = (byte)(64 - load * 8 + above), Right = (byte)(64 - plan.Width) };
    }

    private static string? TryFindElement(BtfType type, out BtfType scalar, out ulong count)
    {
        count = 1;
        if (!type.TryGetUnderlying(out scalar))
        {
            return "is of a type that does not exist or leads to itself";
        }

        for (int i = 0; scalar.TryAsArray(out BtfArray array); i++)
        {
            count *= array.Count;
            if (i == MostArrays || count > int.MaxValue || !scalar.Object.TryGetType(array.ElementTypeId, out scalar) || !scalar.TryGetUnderlying(out scalar))
            {
                return count > int.MaxValue ? "is an array of more than 2^31 elements" : "is an array whose element type does not exist or leads to itself";
            }
        }

        return scalar.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Ptr or BtfKind.Float
            ? null
            : $"is {BtfType.KindText(scalar.Kind)}; only numbers and arrays of them can be read";
    }

    private static string? FaultOf<T>(bool isFloat, int bits)
        where T : unmanaged
    {
        Type type = typeof(T);
        bool takesFloat = type == typeof(float) || type == typeof(double) || type == typeof(Half);
        if (!type.IsPrimitive && !type.IsEnum && type != typeof(Int128) && type != typeof(UInt128) && type != typeof(Half))
        {
            return $"is a number, so it cannot be read as {type.Name}";
        }

        if (isFloat != takesFloat)
        {
            return isFloat ? $"is a floating-point number, so it cannot be read as {type.Name}" : $"is not a floating-point number, so it cannot be read as {type.Name}";
        }

        return type != typeof(bool) && bits > Unsafe.SizeOf<T>() * 8 ? $"has {bits} bits, and {type.Name} has {Unsafe.SizeOf<T>() * 8}" : null;
    }
}

using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>The value of a field relocation for one access, and the memory that a load or store of the field takes.</summary>
internal struct FieldValue
{
    private const uint WidestLoad = 8;
    private const int BitsPerByte = 8;
    private const int RegisterBits = 64;

    /// <summary>The value.</summary>
    public ulong Value;

    /// <summary>The bytes that a load or store takes; 0 if the relocation is no load or store.</summary>
    public uint MemorySize;

    /// <summary>The type whose size is <see cref="MemorySize"/>.</summary>
    public BtfType MemoryType;

    /// <summary>Whether the compiler must have computed the same value.</summary>
    public bool IsChecked;

    /// <summary>Computes the value.</summary>
    /// <param name="kind">A field kind other than <see cref="BtfCoreRelocationKind.FieldExists"/>.</param>
    /// <param name="spec">The access.</param>
    /// <param name="pointerSize">A pointer's size in bytes; 0 to take it from the types' own object.</param>
    /// <param name="isBigEndian">The byte order of the program; shifts depend on it.</param>
    /// <returns>The error, if any.</returns>
    public CoreError Compute(BtfCoreRelocationKind kind, CoreSpec spec, uint pointerSize, bool isBigEndian)
    {
        CoreAccessor last = spec.Last;
        IsChecked = true;
        return last.IsNamed ? ComputeMember(kind, spec, last, pointerSize, isBigEndian) : ComputeElement(kind, spec, last.Type, pointerSize);
    }

    private CoreError ComputeElement(BtfCoreRelocationKind kind, CoreSpec spec, BtfType element, uint pointerSize)
    {
        if (kind == BtfCoreRelocationKind.FieldByteOffset)
        {
            Value = spec.BitOffset / BitsPerByte;
            return SetMemory(element, element, pointerSize);
        }

        if (kind != BtfCoreRelocationKind.FieldByteSize)
        {
            return new CoreError(CoreErrorCode.ArrayElement);
        }

        CoreError error = SizeOf(element, pointerSize, out uint size);
        Value = size;
        return error;
    }

    private CoreError ComputeMember(BtfCoreRelocationKind kind, CoreSpec spec, in CoreAccessor last, uint pointerSize, bool isBigEndian)
    {
        BtfMember member = last.Type.AsComposite().Members[last.Index];
        if (!last.Type.Object.TryGetType(member.TypeId, out BtfType type) || !type.TryGetUnderlying(out type))
        {
            return new CoreError(CoreErrorCode.NoSize, member.TypeId);
        }

        int bits = member.EncodedBitfieldSize;
        bool isBitfield = bits > 0;
        uint size;
        uint offset;
        if (isBitfield)
        {
            size = type.SizeOrType;
            CoreError wide = FitLoad(spec.BitOffset, (uint)bits, ref size, out offset);
            if (!wide.IsNone)
            {
                return wide;
            }
        }
        else
        {
            CoreError error = SizeOf(type, pointerSize, out size);
            if (!error.IsNone)
            {
                return error;
            }

            offset = spec.BitOffset / BitsPerByte;
            bits = unchecked((int)(size * BitsPerByte));
        }

        // Compilers may choose another load for a bit-field, but its sign and width are fixed.
        IsChecked = !isBitfield || kind is BtfCoreRelocationKind.FieldSigned or BtfCoreRelocationKind.FieldRightShift;
        uint start = spec.BitOffset - (offset * BitsPerByte);
        switch (kind)
        {
            case BtfCoreRelocationKind.FieldByteOffset:
                Value = offset;
                return isBitfield ? default : SetMemory(type, type, pointerSize);
            case BtfCoreRelocationKind.FieldByteSize:
                Value = size;
                break;
            case BtfCoreRelocationKind.FieldSigned:
                Value = IsSigned(type) ? 1u : 0;
                break;
            case BtfCoreRelocationKind.FieldLeftShift:
                Value = unchecked((uint)(isBigEndian ? ((int)(WidestLoad - size) * BitsPerByte) + (int)start : RegisterBits - (int)(start + (uint)bits)));
                break;
            default:
                Value = unchecked((uint)(RegisterBits - bits));
                break;
        }

        return default;
    }

    /// <summary>Finds the smallest load, from the size of the declared type up, that holds a whole bit-field.</summary>
    private static CoreError FitLoad(uint bitOffset, uint bits, ref uint size, out uint offset)
    {
        offset = 0;
        if (size == 0)
        {
            return new CoreError(CoreErrorCode.BitfieldTooWide);
        }

        offset = bitOffset / BitsPerByte / size * size;
        while ((ulong)bitOffset + bits - ((ulong)offset * BitsPerByte) > (ulong)size * BitsPerByte)
        {
            if (size >= WidestLoad)
            {
                return new CoreError(CoreErrorCode.BitfieldTooWide);
            }

            size *= 2;
            offset = bitOffset / BitsPerByte / size * size;
        }

        return default;
    }

    private static bool IsSigned(BtfType type) =>
        type.TryAsInt(out BtfInt integer) ? integer.IsSigned : CoreKinds.IsEnum(type.Kind) && type.KindFlag;

    private static CoreError SizeOf(BtfType type, uint pointerSize, out uint size) =>
        TypeSize.Resolve(type, pointerSize, out size) == TypeSizeStatus.Done ? default : new CoreError(CoreErrorCode.NoSize, TypeSize.EndOf(type).Id);

    /// <summary>Sets what a load reads; for an array, one element of the innermost array.</summary>
    private CoreError SetMemory(BtfType type, BtfType innermost, uint pointerSize)
    {
        for (int depth = 0; innermost.TryAsArray(out BtfArray array) && depth < BtfType.MaxChainLength; depth++)
        {
            if (!innermost.Object.TryGetType(array.ElementTypeId, out innermost) || !innermost.TryGetUnderlying(out innermost))
            {
                return new CoreError(CoreErrorCode.NoSize, type.Id);
            }
        }

        MemoryType = type;
        return SizeOf(innermost, pointerSize, out MemorySize);
    }
}

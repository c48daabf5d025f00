using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The state that the parts of a C dump share: the object, flags for each type, and the budgets for work and text.</summary>
/// <remarks>
/// Little data can cause endless work and text: anonymous structures that each hold the next one twice are written in place and double at each level, and many
/// names can share one very long string. So the size of the data bounds both, far above what compilers produce.
/// </remarks>
internal sealed class CDumpContext
{
    // Kernels and programs take less than one step per byte, and about as much text as data.
    private const long LeastText = 1 << 20;
    private const long LeastSteps = 1 << 19;
    private const int StepsPerByte = 3;
    private const int TextPerByte = 32;

    private BtfObject? _btf;
    private CTypeFlags[] _flags = [];
    private long _steps;
    private long _textLimit;

    /// <summary>The object whose types are written, including those of its bases.</summary>
    public BtfObject Btf => _btf!;

    /// <summary>The flags of each type, by id.</summary>
    public CTypeFlags[] Flags => _flags;

    /// <summary>The last id plus 1.</summary>
    public uint NextTypeId { get; private set; }

    /// <summary>The size of a pointer in bytes.</summary>
    public uint PointerSize { get; private set; }

    /// <summary>The current type, for errors.</summary>
    public uint Current { get; set; }

    /// <summary>Starts a dump.</summary>
    public void Begin(BtfObject btf, BtfCDumpStyle style)
    {
        _btf = btf;
        NextTypeId = btf.NextTypeId;
        PointerSize = (uint)btf.PointerSizeOrDefault;
        _flags = ArrayPool<CTypeFlags>.Shared.Rent((int)NextTypeId);
        _flags.AsSpan().Clear();
        _flags[0] = CTypeFlags.Ordered | CTypeFlags.Emitted;
        _steps = LeastSteps + StepsPerByte * SizeOf(btf);
        _textLimit = TextLimitOf(btf);
        IsCorrect = style == BtfCDumpStyle.Correct;
        Current = 0;
    }

    /// <summary>Whether bpftool's errors are corrected.</summary>
    public bool IsCorrect { get; private set; }

    /// <summary>Ends the dump, and returns the arrays to the pool.</summary>
    public void End()
    {
        ArrayPool<CTypeFlags>.Shared.Return(_flags);
        _flags = [];
        _btf = null;
    }

    /// <summary>Returns how many bytes of text an object may produce.</summary>
    public static long TextLimitOf(BtfObject btf) => LeastText + TextPerByte * SizeOf(btf);

    /// <summary>Throws the error for text that is far larger than the data.</summary>
    [DoesNotReturn]
    public static void ThrowTooMuch(BtfType type) => new BtfError(BtfErrorCode.TextTooLarge, type.ByteOffset, type.Id).Throw();

    /// <summary>Returns the type with an id to which another type refers.</summary>
    /// <param name="id">The id.</param>
    /// <param name="referrer">The type that refers to it, for the error.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfType Resolve(uint id, uint referrer)
    {
        if (!Btf.TryGetType(id, out BtfType type))
        {
            ThrowNoSuchType(id, referrer);
        }

        return type;
    }

    /// <summary>Returns the bytes of the name at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Name(uint offset)
    {
        if (!Btf.TryReadString(offset, out ReadOnlySpan<byte> name))
        {
            ThrowNoSuchName(offset);
        }

        return name;
    }

    /// <summary>
    /// Returns the first bit of a member. Old compilers store a part of it in the integer's own record; bpftool's style ignores that part, as libbpf does.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint BitOffsetOf(BtfMember member) => IsCorrect ? member.BitOffset : member.EncodedBitOffset;

    /// <summary>Returns a bit-field's width in bits; 0 for other members. See <see cref="BitOffsetOf"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BitsOf(BtfMember member) => IsCorrect ? member.BitfieldSize : member.EncodedBitfieldSize;

    /// <summary>Returns whether a member has no name, or an empty one.</summary>
    public bool IsNameless(BtfMember member) => member.NameOffset == 0 || Name(member.NameOffset).IsEmpty;

    /// <summary>Spends a step of the work budget.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (--_steps < 0)
        {
            ThrowTooMuch();
        }
    }

    /// <summary>Spends work for the bytes of a name that is read more than once.</summary>
    public void Charge(int length)
    {
        _steps -= length;
        if (_steps < 0)
        {
            ThrowTooMuch();
        }
    }

    /// <summary>Throws if there is too much text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckText(long written)
    {
        if (written > _textLimit)
        {
            ThrowTooMuch();
        }
    }

    /// <summary>Throws the error for a type that needs itself in spite of forward declarations, or whose chain of references is too long.</summary>
    [DoesNotReturn]
    public void ThrowLoop(uint id) => new BtfError(BtfErrorCode.ReferenceLoop, Btf[id].ByteOffset, id, bound: BtfType.MaxChainLength).Throw();

    [DoesNotReturn]
    private void ThrowNoSuchType(uint id, uint referrer) =>
        new BtfError(BtfErrorCode.TypeIdOutOfRange, Btf[referrer].ByteOffset, referrer, id, NextTypeId - 1).Throw();

    [DoesNotReturn]
    private void ThrowNoSuchName(uint offset) =>
        new BtfError(BtfErrorCode.NameOffsetOutOfRange, Btf[Current].ByteOffset, Current, offset, Btf.NextStringOffset).Throw();

    [DoesNotReturn]
    private void ThrowTooMuch() => ThrowTooMuch(Btf[Current]);

    private static long SizeOf(BtfObject btf)
    {
        long size = 0;
        for (BtfObject? part = btf; part is not null; part = part.Base)
        {
            size += (long)part.Header.TypeLength + part.Header.StringLength;
        }

        return size;
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>What the parts of a C dump share: the object, what is known of each type, and how much work and text the data may ask for.</summary>
/// <remarks>
/// A few bytes in the data can ask for text and work without end: anonymous structures that each hold two of the next are written in place and double at
/// each step, and names may be parts of one very long string. So both are bounded by the size of the data, far above what compilers produce.
/// </remarks>
internal sealed class CDumpContext
{
    // Kernels and programs take less than one step a byte, and as much text as they have data.
    private const long LeastText = 1 << 20;
    private const long LeastSteps = 1 << 19;
    private const int StepsPerByte = 3;
    private const int TextPerByte = 32;

    private BtfObject? _btf;
    private CTypeFlags[] _flags = [];
    private long _steps;
    private long _textLimit;

    /// <summary>The object whose types are written, those of its bases with them.</summary>
    public BtfObject Btf => _btf!;

    /// <summary>What is known of each type, by id.</summary>
    public CTypeFlags[] Flags => _flags;

    /// <summary>One past the last id.</summary>
    public uint NextTypeId { get; private set; }

    /// <summary>The size of a pointer in bytes.</summary>
    public uint PointerSize { get; private set; }

    /// <summary>The type that is being worked on, for errors.</summary>
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

    /// <summary>Whether what bpftool writes wrong is mended.</summary>
    public bool IsCorrect { get; private set; }

    /// <summary>Ends the dump, and gives the work area back.</summary>
    public void End()
    {
        ArrayPool<CTypeFlags>.Shared.Return(_flags);
        _flags = [];
        _btf = null;
    }

    /// <summary>How much text may be made of an object's data, in bytes.</summary>
    public static long TextLimitOf(BtfObject btf) => LeastText + TextPerByte * SizeOf(btf);

    /// <summary>Refuses data that asks for far more text than there is data.</summary>
    [DoesNotReturn]
    public static void ThrowTooMuch(BtfType type) => new BtfError(BtfErrorCode.TextTooLarge, type.ByteOffset, type.Id).Throw();

    /// <summary>A type by an id that another one refers to.</summary>
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

    /// <summary>The bytes of a name by its offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Name(uint offset)
    {
        if (!Btf.TryReadString(offset, out ReadOnlySpan<byte> name))
        {
            ThrowNoSuchName(offset);
        }

        return name;
    }

    /// <summary>The first bit of a member. Old compilers put a part of it into the integer's own record; libbpf leaves that part out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint BitOffsetOf(BtfMember member) => IsCorrect ? member.BitOffset : member.EncodedBitOffset;

    /// <summary>A bit-field's width in bits; 0 for a member that is none. See <see cref="BitOffsetOf"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BitsOf(BtfMember member) => IsCorrect ? member.BitfieldSize : member.EncodedBitfieldSize;

    /// <summary>Whether a member has no name, or an empty one.</summary>
    public bool IsNameless(BtfMember member) => member.NameOffset == 0 || Name(member.NameOffset).IsEmpty;

    /// <summary>Takes note of a step of work.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (--_steps < 0)
        {
            ThrowTooMuch();
        }
    }

    /// <summary>Takes note of a name's bytes that are going to be looked at more than once.</summary>
    public void Charge(int length)
    {
        _steps -= length;
        if (_steps < 0)
        {
            ThrowTooMuch();
        }
    }

    /// <summary>Checks how much text there is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckText(long written)
    {
        if (written > _textLimit)
        {
            ThrowTooMuch();
        }
    }

    /// <summary>Refuses a type that needs itself in a way that no forward declaration helps, or that leads on for longer than any compiler makes.</summary>
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

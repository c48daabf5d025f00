using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Computes the alignments of an object's types, each once, by the rules of libbpf's <c>btf__align_of</c>.</summary>
/// <remarks>
/// <para>
/// Each type is visited once, so the work for all types is linear in the size of any data. A type that needs another one first waits on a stack. A type that needs
/// itself (a structure inside itself, a loop of typedefs) has no alignment, nor has any type that needs it.
/// </para>
/// <para>
/// A structure or union has the alignment of its most aligned member, or 1 if it is packed. The data does not tell what is packed. As in libbpf, it counts
/// as packed if a member other than a bit-field is not at a multiple of its alignment, or if the size is not a multiple of the alignment.
/// </para>
/// </remarks>
internal sealed class AlignmentBuilder
{
    /// <summary>The alignment of types that have none.</summary>
    public const byte None = 0;

    /// <summary>Marks a type whose alignment is being computed. No alignment exceeds a pointer's size, so such values are free.</summary>
    public const byte Pending = 0xFE;

    /// <summary>Marks a type whose alignment was not asked for yet.</summary>
    public const byte Unknown = 0xFF;

    private const int FirstDepth = 64;
    private const int MostKeptDepth = 1024;

    private readonly BtfObject _btf;
    private readonly BtfObject? _base;
    private readonly uint _firstTypeId;
    private readonly uint _pointerSize;
    private readonly byte[] _alignments;
    private Frame[] _stack;
    private int _depth;

    /// <summary>Prepares to compute alignments of an object's own types.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="pointerSize">The pointer size in bytes.</param>
    /// <param name="alignments">By type: its alignment, or <see cref="Unknown"/>. Receives the results.</param>
    public AlignmentBuilder(BtfObject btf, int pointerSize, byte[] alignments)
    {
        _btf = btf;
        _base = btf.Base;
        _firstTypeId = btf.FirstTypeId;
        _pointerSize = (uint)pointerSize;
        _alignments = alignments;
        _stack = new Frame[FirstDepth];
    }

    /// <summary>Computes the alignment of a type that is unknown, and of all types that it depends on.</summary>
    /// <param name="place">The type's index among the object's own types.</param>
    public void Compute(uint place)
    {
        try
        {
            ComputeAll(place);
        }
        catch
        {
            // A base may be disposed. What waits for it stays unknown.
            while (_depth > 0)
            {
                _alignments[_stack[--_depth].Place] = Unknown;
            }

            throw;
        }

        if (_stack.Length > MostKeptDepth)
        {
            _stack = new Frame[FirstDepth];
        }
    }

    private void ComputeAll(uint place)
    {
        Push(place);
        while (_depth > 0)
        {
            ref Frame top = ref _stack[_depth - 1];
            byte alignment = Advance(_btf[_firstTypeId + top.Place], ref top, out uint awaited);
            if (alignment == Unknown)
            {
                Push(awaited);
            }
            else if (alignment == Pending)
            {
                // The type at the top needs another type of the stack, so every type on the stack is part of the loop or leads to it.
                while (_depth > 0)
                {
                    _alignments[_stack[--_depth].Place] = None;
                }
            }
            else
            {
                _alignments[top.Place] = alignment;
                _depth--;
            }
        }
    }

    private void Push(uint place)
    {
        if (_depth == _stack.Length)
        {
            Array.Resize(ref _stack, _depth * 2);
        }

        _alignments[place] = Pending;
        _stack[_depth++] = new Frame { Place = place, Alignment = 1 };
    }

    /// <summary>
    /// Returns a type's alignment; <see cref="Unknown"/> if another type must come first, or <see cref="Pending"/> if that one waits for this.
    /// </summary>
    private byte Advance(BtfType type, ref Frame frame, out uint awaited) => type.Kind switch
    {
        BtfKind.Typedef or BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag => Lookup(type.SizeOrType, out awaited),
        BtfKind.Array => Lookup(type.AsArray().ElementTypeId, out awaited),
        BtfKind.Struct or BtfKind.Union => AdvanceComposite(type.AsComposite(), ref frame, out awaited),
        _ => OfScalar(type, out awaited),
    };

    private byte AdvanceComposite(BtfComposite composite, ref Frame frame, out uint awaited)
    {
        awaited = 0;
        BtfElementList<BtfMember> members = composite.Members;
        uint most = frame.Alignment;
        for (int i = frame.NextMember; i < members.Count; i++)
        {
            BtfMember member = members[i];
            byte alignment = Lookup(member.TypeId, out awaited);
            if (alignment is None or Pending or Unknown)
            {
                frame.NextMember = i;
                frame.Alignment = (byte)most;
                return alignment;
            }

            most = Math.Max(most, alignment);
            if (member.EncodedBitfieldSize == 0 && !IsMultiple(member.EncodedBitOffset, 8u * alignment))
            {
                return 1;
            }
        }

        return IsMultiple(composite.Size, most) ? (byte)most : (byte)1;
    }

    /// <summary>Returns a type's alignment if it is known; computes a scalar's at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Lookup(uint typeId, out uint awaited)
    {
        awaited = typeId - _firstTypeId;
        if (awaited >= (uint)_alignments.Length)
        {
            return typeId < _firstTypeId && _base is not null ? (byte)_base.AlignmentOf(typeId, (int)_pointerSize) : None;
        }

        byte known = _alignments[awaited];
        return known == Unknown ? LookupScalar(awaited) : known;
    }

    private byte LookupScalar(uint place)
    {
        BtfType type = _btf[_firstTypeId + place];
        bool waits = type.Kind is BtfKind.Array or BtfKind.Struct or BtfKind.Union or BtfKind.Typedef || type.Kind.IsModifier();
        return waits ? Unknown : _alignments[place] = OfScalar(type, out _);
    }

    private byte OfScalar(BtfType type, out uint awaited)
    {
        awaited = 0;
        return (byte)ScalarLayout.AlignmentOf(type.Kind, type.SizeOrType, _pointerSize);
    }

    // Nearly all alignments are powers of two, and a division costs many times as much as a mask.
    private static bool IsMultiple(uint value, uint factor) =>
        (factor & (factor - 1)) == 0 ? (value & (factor - 1)) == 0 : value % factor == 0;

    private struct Frame
    {
        public uint Place;
        public int NextMember;
        public byte Alignment;
    }
}

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The alignment of each of an object's own types, in 1 byte per type. Each is computed when it is first asked for, and kept.</summary>
/// <remarks>
/// The alignment of a structure depends on those of its members, of their members, and so on. Computing each from scratch would cost more than computing all
/// at once, and on hostile input it would not end.
/// </remarks>
internal sealed class AlignmentIndex
{
    // Whoever asks so often will probably ask for all. Computing them together takes the lock once.
    private const int MostQuestions = 1024;

    private readonly BtfObject _btf;
    private readonly BtfObject? _base;
    private readonly int _pointerSize;
    private readonly uint _firstTypeId;
    private readonly byte[] _alignments;
    private readonly AlignmentBuilder _builder;
    private int _questions;

    /// <summary>Makes an index in which all alignments are unknown.</summary>
    public AlignmentIndex(BtfObject btf, int pointerSize)
    {
        _btf = btf;
        _base = btf.Base;
        _pointerSize = pointerSize;
        _firstTypeId = btf.FirstTypeId;
        _alignments = GC.AllocateUninitializedArray<byte>(btf.TypeCount);
        _alignments.AsSpan().Fill(AlignmentBuilder.Unknown);
        _builder = new AlignmentBuilder(btf, pointerSize, _alignments);
    }

    /// <summary>Whether all alignments are known.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The number of bytes that the index keeps.</summary>
    public long KeptBytes => _alignments.Length;

    /// <summary>Returns the alignment in bytes of a type of the object or its bases; 0 if it has none or does not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Of(uint typeId)
    {
        uint place = typeId - _firstTypeId;
        byte[] alignments = _alignments;
        if (place < (uint)alignments.Length && alignments[place] is < AlignmentBuilder.Pending and byte known)
        {
            return known;
        }

        return Find(typeId);
    }

    /// <summary>Computes the alignment of one of the object's own types, unless it is known. Callers hold the object's lock.</summary>
    /// <param name="place">The type's index among the object's own types.</param>
    public uint Compute(uint place)
    {
        if (_alignments[place] == AlignmentBuilder.Unknown)
        {
            _builder.Compute(place);
            if (++_questions == MostQuestions)
            {
                Complete();
            }
        }

        return _alignments[place];
    }

    /// <summary>Computes all alignments. Callers hold the object's lock.</summary>
    public void Complete()
    {
        for (uint place = 0; place < (uint)_alignments.Length; place++)
        {
            if (_alignments[place] == AlignmentBuilder.Unknown)
            {
                _builder.Compute(place);
            }
        }

        IsComplete = true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint Find(uint typeId)
    {
        uint place = typeId - _firstTypeId;
        return place < (uint)_alignments.Length ? _btf.ComputeAlignment(this, place)
            : typeId < _firstTypeId && _base is not null ? _base.AlignmentOf(typeId, _pointerSize)
            : 0;
    }
}

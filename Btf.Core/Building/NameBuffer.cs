using System.Buffers;

namespace Btf.Core.Building;

/// <summary>The offsets of a record's names. All names are stored before the record, so a refused name leaves no half-written record.</summary>
internal readonly ref struct NameBuffer
{
    /// <summary>The number of offsets that a caller provides on its stack. Most records have fewer names.</summary>
    public const int StackLength = 16;

    private readonly uint[] _rented = [];

    public NameBuffer(int count, Span<uint> buffer)
    {
        if (count > buffer.Length)
        {
            buffer = _rented = ArrayPool<uint>.Shared.Rent(count);
        }

        Offsets = buffer[..count];
    }

    public Span<uint> Offsets { get; }

    public void Dispose()
    {
        if (_rented.Length > 0)
        {
            ArrayPool<uint>.Shared.Return(_rented);
        }
    }
}

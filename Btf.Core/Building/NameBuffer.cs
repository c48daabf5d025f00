using System.Buffers;

namespace Btf.Core.Building;

/// <summary>The offsets of a record's names. All names are stored before the record, so a refused name leaves no half-written record.</summary>
internal readonly ref struct NameBuffer
{
    private readonly uint[] _rented;

    public NameBuffer(int count)
    {
        _rented = count == 0 ? [] : ArrayPool<uint>.Shared.Rent(count);
        Offsets = _rented.AsSpan(0, count);
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

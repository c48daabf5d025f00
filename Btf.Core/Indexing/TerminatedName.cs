using System.Buffers;

namespace Btf.Core;

/// <summary>A name and a zero byte, as in the strings: on the stack if it fits, otherwise in a pooled buffer.</summary>
internal ref struct TerminatedName
{
    /// <summary>The number of bytes that a caller provides on its stack.</summary>
    public const int StackLength = 256;

    private byte[]? _rented;

    public TerminatedName(ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        if (name.Length >= buffer.Length)
        {
            buffer = _rented = ArrayPool<byte>.Shared.Rent(name.Length + 1);
        }

        name.CopyTo(buffer);
        buffer[name.Length] = 0;
        Bytes = buffer[..(name.Length + 1)];
    }

    /// <summary>The name and its terminator.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }
    }
}

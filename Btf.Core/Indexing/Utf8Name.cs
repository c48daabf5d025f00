using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Btf.Core;

/// <summary>A UTF-16 name converted to UTF-8: on the stack if it fits, which is nearly always so, otherwise in a pooled buffer.</summary>
internal ref struct Utf8Name
{
    /// <summary>The number of bytes that a caller provides on its stack. They need not be cleared, since only written bytes are read.</summary>
    public const int StackLength = 384;

    private const int MaxBytesPerChar = 3;

    private byte[]? _rented;

    /// <summary>Converts a name. A name with an unpaired surrogate has no UTF-8 form.</summary>
    public Utf8Name(ReadOnlySpan<char> name, Span<byte> buffer)
    {
        if (name.Length > buffer.Length / MaxBytesPerChar)
        {
            buffer = _rented = ArrayPool<byte>.Shared.Rent(checked(name.Length * MaxBytesPerChar));
        }

        // Nearly all names are ASCII, which needs less work.
        IsValid = Ascii.FromUtf16(name, buffer, out int written) == OperationStatus.Done
            || Utf8.FromUtf16(name, buffer, out _, out written, replaceInvalidSequences: false) == OperationStatus.Done;
        Bytes = buffer[..written];
    }

    /// <summary>Whether the name has a UTF-8 form.</summary>
    public bool IsValid { get; }

    /// <summary>The name's bytes.</summary>
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

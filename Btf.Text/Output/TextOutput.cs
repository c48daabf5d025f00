using System.Buffers;
using System.Text;

namespace Btf.Text;

/// <summary>Buffers UTF-8 text for a stream. Text that is not flushed is lost.</summary>
public sealed class TextOutput(Stream stream) : IBufferWriter<byte>, IDisposable
{
    // The beginning of a long answer goes out early, the rest in large pieces.
    private const int FirstLength = 4 * 1024;
    private const int UsualLength = 32 * 1024;

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(FirstLength);
    private int _used;

    /// <summary>Another stream.</summary>
    public static TextOutput To(Stream stream) => new(stream);

    public void Write(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(GetSpan(utf8.Length));
        _used += utf8.Length;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        int count = Encoding.UTF8.GetBytes(text, GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        _used += count;
    }

    public void WriteLine(ReadOnlySpan<char> text)
    {
        Write(text);
        Write("\n"u8);
    }

    /// <summary>Writes a number of spaces.</summary>
    public void WriteSpaces(int count)
    {
        GetSpan(count)[..count].Fill((byte)' ');
        _used += count;
    }

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_used);
    }

    public void Flush()
    {
        stream.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    public void Dispose() => stream.Dispose();

    private void Reserve(int size)
    {
        if (Math.Max(size, 1) <= _buffer.Length - _used)
        {
            return;
        }

        if (_used > 0)
        {
            Flush();
        }

        if (_buffer.Length < Math.Max(size, UsualLength))
        {
            _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(size, UsualLength));
        }
    }
}

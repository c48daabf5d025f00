using Btf.Core;

namespace Btf.Compression;

/// <summary>The content of a <c>.lzma</c> file. The format does not allow a second one after it.</summary>
internal sealed class LzmaMember(Stream compressed, Stream plain) : DecodingStream
{
    private bool _isAtEnd;

    public override int Read(Span<byte> buffer)
    {
        int count = plain.Read(buffer);
        if (count == 0 && !buffer.IsEmpty && !_isAtEnd)
        {
            _isAtEnd = true;
            CheckEnd();
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            plain.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CheckEnd()
    {
        Span<byte> head = stackalloc byte[LzmaHeader.MatchLength];
        int length = compressed.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (LzmaHeader.IsHeader(head[..length]))
        {
            throw new NotSupportedException("a second lzma stream after the first");
        }
    }
}

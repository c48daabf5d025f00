using Btf.Core;

namespace Btf.Compression;

/// <summary>Reads consecutive compressed members, as <c>cat</c> and parallel packers write them, as one stream.</summary>
/// <param name="compressed">A seekable stream.</param>
internal abstract class MembersStream(Stream compressed) : DecodingStream
{
    private Stream? _member;
    private bool _isDone;

    public override int Read(Span<byte> buffer)
    {
        while (!_isDone && !buffer.IsEmpty)
        {
            _member ??= OpenNext(compressed);
            if (_member is null)
            {
                _isDone = true;
                break;
            }

            int count = _member.Read(buffer);
            if (count != 0)
            {
                return count;
            }

            CloseMember();
        }

        return 0;
    }

    /// <summary>Opens the member at the stream's position. After the member was read to its end, the stream must be positioned after it.</summary>
    /// <returns>The decompressed member; null if no further member follows.</returns>
    protected abstract Stream? OpenNext(Stream compressed);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseMember();
        }

        base.Dispose(disposing);
    }

    private void CloseMember()
    {
        _member?.Dispose();
        _member = null;
    }
}

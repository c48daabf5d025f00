using Btf.Core;

namespace Btf.Compression;

/// <summary>Reads compressed data that stands end to end, as <c>cat</c> and parallel packers write it, as one.</summary>
/// <param name="compressed">A stream that can seek.</param>
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

    /// <summary>Opens the data that starts where the stream stands. When it has been read to its end, the stream stands behind it.</summary>
    /// <returns>What was compressed; null where nothing more that was compressed follows.</returns>
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

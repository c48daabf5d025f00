using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>Standard output or standard error, written with the bare system call.</summary>
/// <remarks>
/// The console's own streams set up signal handling and a thread before their first byte, which takes longer than most answers. They also send
/// escape sequences to the terminal without being asked, and go on writing when nobody reads any more.
/// </remarks>
internal sealed partial class DescriptorStream(int descriptor, string name) : Stream
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const short PollOut = 4;
    private const int BrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written = Write(descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case TryAgain:
                    // Another program has made the descriptor non-blocking. If waiting fails, the next write fails as well.
                    PollEntry entry = new() { Descriptor = descriptor, Events = PollOut };
                    _ = Poll(ref entry, 1, -1);
                    break;
                case BrokenPipe:
                    throw new BrokenPipeException();
                case int error:
                    throw new IOException($"{name} cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.");
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int to, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}

using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>Standard output or standard error, written with the bare system call.</summary>
/// <remarks>
/// The console's own streams set up signal handling and a thread before their first byte, which takes longer than most answers. They also send
/// escape sequences to the terminal without being asked, and go on writing when nobody reads any more.
/// </remarks>
internal sealed partial class DescriptorStream(int descriptor, string name) : WriteOnlyStream
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const short PollOut = 4;
    private const int BrokenPipe = 32;

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

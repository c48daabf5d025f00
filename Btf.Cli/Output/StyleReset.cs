using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>Ends colours on the terminal when a signal ends the process in the middle of a line.</summary>
internal static class StyleReset
{
    private static PosixSignalRegistration[]? _registrations;

    /// <summary>Makes signals that end the process end colours first.</summary>
    public static void OnSignals() => _registrations ??=
        [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT]).Select(signal => PosixSignalRegistration.Create(signal, _ => Reset()))];

    private static void Reset()
    {
        try
        {
            StandardStreams.Current.OpenOutput().Write("\e[0m"u8);
        }
        catch (IOException)
        {
            // The terminal is gone.
        }
    }
}

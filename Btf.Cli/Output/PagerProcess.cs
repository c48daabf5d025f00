using System.Collections;
using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>A running pager.</summary>
/// <remarks>
/// The runtime's own class for processes takes over the terminal's settings and the signals of children, and makes the native tool larger.
/// </remarks>
internal sealed partial class PagerProcess
{
    /// <summary>The exit code of a shell that did not find the program.</summary>
    public const int NotFound = 127;

    private const string Shell = "/bin/sh";
    private const string Options = "LESS";

    // The options that git sets: end if all fits on one screen, let colours through, leave the text on the terminal.
    private const string UsualOptions = "FRX";

    // More than posix_spawnattr_t and posix_spawn_file_actions_t take in any C library of Linux.
    private const int AttributesLength = 512;
    private const int SignalSetLength = 128;
    private const short SetDefaultSignals = 4;
    private const int CloseOnExec = 0x80000;
    private const int Input0 = 0;
    private const int BrokenPipe = 13;
    private const int TooLarge = 25;
    private const nint DefaultAction = 0;
    private const int Failed = -1;
    private const int Interrupted = 4;
    private const int SignalBits = 0x7f;

    private readonly Lock _lock = new();
    private readonly int _id;
    private readonly int _descriptor;
    private int? _exitCode;

    private PagerProcess(int id, int descriptor)
    {
        _id = id;
        _descriptor = descriptor;
        Input = new DescriptorStream(descriptor, "The pager");
    }

    /// <summary>The pipe that the pager reads.</summary>
    public Stream Input { get; }

    /// <summary>Starts a pager; returns null if no process can be started.</summary>
    /// <param name="command">A line for the shell.</param>
    public static PagerProcess? Start(string command)
    {
        Span<int> pipe = stackalloc int[2];
        if (Pipe(pipe, CloseOnExec) == Failed)
        {
            return null;
        }

        byte[] actions = new byte[AttributesLength];
        byte[] attributes = new byte[AttributesLength];
        byte[] signals = new byte[SignalSetLength];
        _ = InitializeActions(actions);
        _ = AddDuplicate(actions, pipe[0], Input0);
        _ = InitializeAttributes(attributes);

        // This process ignores these signals, and a child would inherit that.
        _ = AddSignal(signals, BrokenPipe);
        _ = AddSignal(signals, TooLarge);
        _ = SetDefaults(attributes, signals);
        _ = SetFlags(attributes, SetDefaultSignals);
        nint[] arguments = Strings(["sh", "-c", command]);
        nint[] environment = Strings(Variables());
        int id = 0;
        int error = Spawn(ref id, Shell, actions, attributes, arguments, environment);
        Array.ForEach(arguments, Marshal.FreeCoTaskMem);
        Array.ForEach(environment, Marshal.FreeCoTaskMem);
        _ = DestroyActions(actions);
        _ = DestroyAttributes(attributes);
        _ = Close(pipe[0]);
        if (error != 0)
        {
            _ = Close(pipe[1]);
            return null;
        }

        return new PagerProcess(id, pipe[1]);
    }

    /// <summary>Closes the pipe: the pager sees the end of the answer.</summary>
    public void CloseInput() => _ = Close(_descriptor);

    /// <summary>Waits until the pager has ended. Returns its exit code; -1 if a signal has ended it.</summary>
    public int Wait()
    {
        lock (_lock)
        {
            while (_exitCode is null)
            {
                int status = 0;
                int waited = WaitFor(_id, ref status, 0);
                if (waited == _id)
                {
                    _exitCode = (status & SignalBits) == 0 ? (status >> 8) & 0xff : Failed;
                }
                else if (Marshal.GetLastPInvokeError() != Interrupted)
                {
                    _exitCode = Failed;
                }
            }

            return _exitCode.Value;
        }
    }

    /// <summary>Ends this process as the signal would have ended it.</summary>
    public static void EndBy(PosixSignal signal)
    {
        int number = signal switch { PosixSignal.SIGINT => 2, PosixSignal.SIGQUIT => 3, _ => 15 };
        _ = SetAction(number, DefaultAction);
        _ = Kill(Environment.ProcessId, number);
    }

    private static IEnumerable<string> Variables()
    {
        bool hasOptions = false;
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            hasOptions |= (string)variable.Key == Options;
            yield return $"{variable.Key}={variable.Value}";
        }

        if (!hasOptions)
        {
            yield return $"{Options}={UsualOptions}";
        }
    }

    private static nint[] Strings(IEnumerable<string> texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe(Span<int> descriptors, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(ref int id, string path, byte[] actions, byte[] attributes, nint[] arguments, nint[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitializeActions(byte[] actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(byte[] actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(byte[] actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitializeAttributes(byte[] attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaults(byte[] attributes, byte[] signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte[] attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes(byte[] attributes);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    private static partial int AddSignal(byte[] signals, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitFor(int id, ref int status, int options);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetAction(int signal, nint action);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int id, int signal);
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Btf.Core.Tests;

/// <summary>Runs the tool on a new terminal, which Python's standard library opens.</summary>
public static class PseudoTerminal
{
    private const string Script = """
        import fcntl, json, os, pty, select, signal, struct, sys, termios, time
        columns, stop = int(sys.argv[1]), sys.argv[2]
        pid, terminal = pty.fork()
        if pid == 0:
            # Started in the background, this process was told to ignore Ctrl-C.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            os.execvp(sys.argv[3], sys.argv[3:])
        start, first, text = time.monotonic(), None, bytearray()
        while True:
            try:
                ready, _, _ = select.select([terminal], [], [], 3 if stop else 60)
                if stop and not ready:
                    os.write(terminal, stop[:1].encode())
                    # A pager that was interrupted may drop what was typed before: a letter at the end is typed until the program ends.
                    stop = stop[1:] or (stop if stop.isalpha() else "")
                    continue
                piece = os.read(terminal, 65536) if ready else b""
            except OSError:
                piece = b""
            if not piece:
                break
            text += piece
            if first is None:
                first = time.monotonic() - start
            if stop and text.count(b"\n") > 3:
                os.write(terminal, stop[:1].encode())
                stop = stop[1:] or (stop if stop.isalpha() else "")
        total = time.monotonic() - start
        _, status = os.waitpid(pid, 0)
        print(json.dumps({"text": text.decode("utf-8", "surrogateescape").replace("\r\n", "\n"), "first": first, "total": total,
            "code": os.waitstatus_to_exitcode(status)}))
        """;

    /// <summary>The output on the terminal.</summary>
    /// <param name="Text">The whole output, with line ends as in a file.</param>
    /// <param name="First">The seconds until the first byte.</param>
    /// <param name="Total">The seconds until the end.</param>
    /// <param name="ExitCode">The exit code; the negative number of the signal that ended the tool.</param>
    public sealed record Session(string Text, double First, double Total, int ExitCode)
    {
        public string[] Lines => Text.TrimEnd('\n').Split('\n');
    }

    /// <summary>Runs the tool.</summary>
    /// <param name="columns">The width of the terminal.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    /// <param name="interrupt">Whether to type Ctrl-C after a few lines.</param>
    /// <param name="arguments">The tool's arguments.</param>
    public static Session Run(int columns, IReadOnlyDictionary<string, string?> environment, bool interrupt, params IEnumerable<string> arguments) =>
        Run(columns, environment, interrupt ? "\x03" : "", [.. BtfTool.Command, .. arguments]);

    /// <summary>Runs a program, and types.</summary>
    /// <param name="columns">The width of the terminal.</param>
    /// <param name="environment">Variables to set; null removes one. Without <c>BTF_PAGER</c> there is no pager.</param>
    /// <param name="typed">What is typed after a few lines, one character whenever the terminal shows something more or was silent for 3 seconds.</param>
    /// <param name="command">The program and its arguments.</param>
    public static Session Run(int columns, IReadOnlyDictionary<string, string?> environment, string typed, IReadOnlyList<string> command)
    {
        ProcessStartInfo start = new(
            Oracles.Python(), ["-I", "-S", "-c", Script, columns.ToString(CultureInfo.InvariantCulture), typed, .. command]);
        foreach (string name in (string[])["NO_COLOR", "PAGER", "LESS", "COLUMNS", "LINES"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["TERM"] = "xterm-256color";
        start.Environment["BTF_PAGER"] = "";
        foreach ((string name, string? value) in environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        ProcessResult result = ProcessRunner.Run(start, TimeSpan.FromMinutes(1));
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(result.StandardError);
        }

        JsonElement session = JsonDocument.Parse(result.StandardOutput).RootElement;
        return new Session(session.GetProperty("text").GetString()!, session.GetProperty("first").GetDouble(), session.GetProperty("total").GetDouble(), session.GetProperty("code").GetInt32());
    }
}

using System.Text;
using Btf.Cli;

namespace Btf.Explorer.Tests;

/// <summary>The tool, run within this process.</summary>
internal static class CommandLine
{
    private static readonly Lock _streams = new();

    /// <summary>Returns what the tool writes to standard output.</summary>
    public static string Ask(params string[] arguments)
    {
        using OpenStream output = new();
        using OpenStream error = new();
        lock (_streams)
        {
            StandardStreams.Replace(output, error);
            try
            {
                _ = Tool.Run(arguments);
                return Encoding.UTF8.GetString(output.ToArray());
            }
            finally
            {
                StandardStreams.Replace(null, null);
            }
        }
    }

    /// <summary>A memory stream that stays open when the tool closes it.</summary>
    private sealed class OpenStream : MemoryStream
    {
        public override void Close()
        {
        }
    }
}

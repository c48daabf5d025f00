using System.Text;
using Btf.Cli;

namespace Btf.Explorer.Tests;

/// <summary>The tool, run within this process.</summary>
internal static class CommandLine
{
    /// <summary>Returns what the tool writes to standard output.</summary>
    public static string Ask(params string[] arguments)
    {
        using OpenStream output = new();
        using OpenStream error = new();
        _ = Tool.Run(arguments, new StandardStreams(output, error));
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>A memory stream that stays open when the tool closes it.</summary>
    private sealed class OpenStream : MemoryStream
    {
        public override void Close()
        {
        }
    }
}

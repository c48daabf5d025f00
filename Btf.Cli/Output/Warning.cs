using System.Text;

namespace Btf.Cli;

/// <summary>A line on standard error that does not end the command.</summary>
internal static class Warning
{
    public static void Write(string message)
    {
        Progress.Current?.Erase();
        try
        {
            // The pager has the screen, and would soon overwrite the line.
            Stream to = PagedStream.Current is { } paged && Terminal.IsError ? paged : StandardStreams.Current.OpenError();
            to.Write(Encoding.UTF8.GetBytes($"btf: {SafeText.Of(message.ReplaceLineEndings(" "))}\n"));
        }
        catch (IOException)
        {
            // Nobody can be told that standard error is closed. The exit code still tells how the command ended.
        }
    }
}

namespace Btf.Cli;

/// <summary>What the terminal is like, where a person watches.</summary>
internal static class Terminal
{
    private const int LeastWidth = 20;
    private const int UsualWidth = 80;

    public static bool IsOutput => !Console.IsOutputRedirected;

    /// <summary>Whether text may be set off by escape sequences: not where <c>NO_COLOR</c> is set, nor on a terminal that knows none.</summary>
    public static bool HasStyles =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>The number of columns.</summary>
    public static int Width
    {
        get
        {
            try
            {
                return Console.WindowWidth < LeastWidth ? UsualWidth : Console.WindowWidth;
            }
            catch (IOException)
            {
                return UsualWidth;
            }
        }
    }
}

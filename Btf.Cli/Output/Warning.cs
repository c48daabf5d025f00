namespace Btf.Cli;

/// <summary>A line on standard error that does not end the command.</summary>
internal static class Warning
{
    public static void Write(string message) => Console.Error.WriteLine($"btf: {SafeText.Of(message.ReplaceLineEndings(" "))}");
}

using System.Text;

namespace Btf.Cli;

/// <summary>Reads the arguments with those of their bytes that are not UTF-8, which the runtime replaces.</summary>
internal static class RawArguments
{
    private const string CommandLine = "/proc/self/cmdline";
    private const char Replacement = '\uFFFD';

    /// <summary>Returns the arguments. Reads those with a replacement character again, as <see cref="SafeText.Decode"/> reads bytes.</summary>
    public static string[] Restore(string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || !Array.Exists(arguments, argument => argument.Contains(Replacement)))
        {
            return arguments;
        }

        byte[] line = File.ReadAllBytes(CommandLine);
        List<byte[]> raw = [];
        for (int start = 0; start < line.Length;)
        {
            int length = line.AsSpan(start).IndexOf((byte)0);
            length = length < 0 ? line.Length - start : length;
            raw.Add(line[start..(start + length)]);
            start += length + 1;
        }

        // Words that start the runtime can precede the arguments.
        int first = raw.Count - arguments.Length;
        return first < 0 ? arguments : [.. arguments.Select((argument, i) => Encoding.UTF8.GetString(raw[first + i]) == argument ? SafeText.Decode(raw[first + i]) : argument)];
    }
}

using System.Text;

namespace Btf.Core.Tests;

/// <summary>Catches what one test writes to the console, while other tests run beside it.</summary>
internal sealed class ConsoleCapture : TextWriter
{
    private static readonly AsyncLocal<TextWriter?> _caught = new();
    private static readonly Lazy<TextWriter> _console = new(Replace);

    private readonly TextWriter _usual;

    private ConsoleCapture(TextWriter usual) => _usual = usual;

    public override Encoding Encoding => _usual.Encoding;

    private TextWriter Target => _caught.Value ?? _usual;

    /// <summary>Runs an action, and returns what it and its threads wrote. A line ends with "\n".</summary>
    public static string Run(Action action)
    {
        _ = _console.Value;
        using var output = new StringWriter { NewLine = "\n" };
        _caught.Value = output;
        try
        {
            action();
        }
        finally
        {
            _caught.Value = null;
        }

        return output.ToString();
    }

    public override void Write(char value) => Target.Write(value);

    public override void Write(char[] buffer, int index, int count) => Target.Write(buffer, index, count);

    public override void Write(string? value) => Target.Write(value);

    public override void WriteLine() => Target.WriteLine();

    public override void WriteLine(string? value) => Target.WriteLine(value);

    public override void Flush() => Target.Flush();

    private static TextWriter Replace()
    {
        TextWriter writer = new ConsoleCapture(Console.Out);
        Console.SetOut(writer);
        return writer;
    }
}

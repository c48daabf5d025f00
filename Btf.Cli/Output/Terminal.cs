using Spectre.Console;

namespace Btf.Cli;

/// <summary>Whether a person watches, and what such a person sees meanwhile. Nothing of it is loaded where none does.</summary>
internal static class Terminal
{
    public static bool IsOutput => !Console.IsOutputRedirected;

    /// <summary>Does what may take long, and says so on a terminal's standard error.</summary>
    public static T Await<T>(string what, Func<T> work) => Console.IsErrorRedirected ? work() : AwaitVisibly(what, work);

    private static T AwaitVisibly<T>(string what, Func<T> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Status().Start(Markup.Escape(what), _ => work());
    }
}

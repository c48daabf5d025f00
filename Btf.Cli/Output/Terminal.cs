using Spectre.Console;

namespace Btf.Cli;

/// <summary>Whether a person watches, and what such a person sees meanwhile. Nothing of it is loaded where none does.</summary>
internal static class Terminal
{
    public static bool IsOutput => !Console.IsOutputRedirected;

    /// <summary>Does what may take long, and shows a person meanwhile that it goes on.</summary>
    public static void Await(string what, Action work)
    {
        if (IsOutput && !Console.IsErrorRedirected)
        {
            AwaitVisibly(what, work);
        }
        else
        {
            work();
        }
    }

    private static void AwaitVisibly(string what, Action work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Status().Start(Markup.Escape(what), _ => work());
    }
}

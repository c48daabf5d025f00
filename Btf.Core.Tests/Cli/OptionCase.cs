namespace Btf.Core.Tests;

/// <summary>A command's options and what to try them on.</summary>
/// <param name="Command">The command's name.</param>
/// <param name="Lines">Command lines to add options to. Some have what other options need.</param>
/// <param name="Options">Options with values, each to be tried alone and with each other.</param>
/// <param name="Standing">Options that are never added, because lines have them.</param>
/// <param name="Untested">Options that are not tried, and why.</param>
public sealed record OptionCase(string Command, string[] Lines, string[] Options, string[] Standing, (string Option, string Why)[] Untested)
{
    public override string ToString() => Command;
}

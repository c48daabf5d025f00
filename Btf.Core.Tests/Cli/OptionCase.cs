namespace Btf.Core.Tests;

/// <summary>A command's options and the command lines to try them on.</summary>
/// <param name="Command">The command's name.</param>
/// <param name="Lines">Command lines to add options to. Some have options that other options need.</param>
/// <param name="Options">Options with values. The test tries each alone and with each other one.</param>
/// <param name="Standing">Options that are never added, because the lines have them.</param>
/// <param name="Untested">Options that are not tried, and why.</param>
public sealed record OptionCase(string Command, string[] Lines, string[] Options, string[] Standing, (string Option, string Why)[] Untested)
{
    public override string ToString() => Command;
}

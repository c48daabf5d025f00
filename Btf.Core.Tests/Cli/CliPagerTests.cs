using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The pager shows answers that are longer than the terminal, and no others.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class CliPagerTests
{
    private const string Marking = "sed 's/^/P:/'";
    private static readonly string[] _long = ["find", "*", "--member", BtfTool.Sample];
    private static readonly Lazy<string[]> _longAnswer = new(() => PseudoTerminal.Run(80, new Dictionary<string, string?> { ["NO_COLOR"] = "1" }, false, _long).Lines);
    private static readonly string[] _short = ["find", "list_head", BtfTool.Sample];

    [TestCase("BTF_PAGER", Marking, null, null)]
    [TestCase("PAGER", Marking, "BTF_PAGER", null)]
    [TestCase("BTF_PAGER", Marking, "PAGER", "false")]
    public void A_long_answer_goes_through_the_pager(string variable, string value, string? other, string? otherValue)
    {
        Dictionary<string, string?> environment = new() { ["NO_COLOR"] = "1", [variable] = value };
        if (other is not null)
        {
            environment[other] = otherValue;
        }

        PseudoTerminal.Session session = PseudoTerminal.Run(80, environment, false, _long);

        Assert.That(session.ExitCode, Is.Zero, session.Text);
        Assert.That(session.Lines, Has.All.StartsWith("P:").And.Length.GreaterThan(24));
        Assert.That(session.Lines.Select(line => line[2..]), Is.EqualTo(_longAnswer.Value));
    }

    [Test]
    public void Without_a_variable_there_is_none() =>
        Assert.That(PseudoTerminal.Run(80, new Dictionary<string, string?> { ["BTF_PAGER"] = null, ["PAGER"] = null }, false, _long).ExitCode, Is.Zero);

    [TestCase("BTF_PAGER", "")]
    [TestCase("BTF_PAGER", " ")]
    [TestCase("BTF_PAGER", "cat")]
    [TestCase("TERM", "dumb")]
    [TestCase("TERM", "")]
    public void It_can_be_turned_off(string variable, string value)
    {
        Dictionary<string, string?> environment = new() { ["BTF_PAGER"] = Marking, ["PAGER"] = Marking, [variable] = value };

        Assert.That(PseudoTerminal.Run(80, environment, false, _long).Text, Does.Not.Contain("P:"));
    }

    [Test]
    public void An_option_turns_it_off_before_and_after_the_command()
    {
        Dictionary<string, string?> environment = new() { ["BTF_PAGER"] = Marking };

        Assert.That(PseudoTerminal.Run(80, environment, false, ["--no-pager", .. _long]).Text, Does.Not.Contain("P:"));
        Assert.That(PseudoTerminal.Run(80, environment, false, [.. _long, "--no-pager"]).Text, Does.Not.Contain("P:"));
        Assert.That(PseudoTerminal.Run(80, environment, false, "find", "--help", "--no-pager").Text, Does.Not.Contain("P:"));
        Assert.That(PseudoTerminal.Run(80, environment, false, "find", "--help").Text, Does.Contain("P:"));
    }

    // On a busy machine the answer may take longer than the 200 ms after which the pager is started for it.
    [Test]
    [Retry(5)]
    public void What_fits_the_screen_and_what_is_piped_does_not()
    {
        Assert.That(PseudoTerminal.Run(80, new Dictionary<string, string?> { ["BTF_PAGER"] = Marking }, false, _short).Text, Does.Not.Contain("P:").And.Contain("list_head"));
        Assert.That(BtfTool.RunShell($"BTF_PAGER=\"{Marking}\" btf find '*' '{BtfTool.Sample}' --member").Text, Is.EqualTo(BtfTool.Ask(_long).Text));
    }

    [Test]
    public void A_pager_that_is_not_there_loses_nothing()
    {
        PseudoTerminal.Session session = PseudoTerminal.Run(80, new Dictionary<string, string?> { ["BTF_PAGER"] = "no-such-pager --with options", ["NO_COLOR"] = "1" }, false, _long);

        Assert.That(session.ExitCode, Is.Zero);
        Assert.That(session.Lines[0], Does.Contain("not found"));
        Assert.That(session.Lines.Skip(1), Is.EqualTo(_longAnswer.Value));
    }

    [Test]
    public void Whoever_leaves_it_early_gets_the_exit_code_all_the_same()
    {
        Dictionary<string, string?> environment = new() { ["BTF_PAGER"] = "head -n 3" };

        PseudoTerminal.Session found = PseudoTerminal.Run(80, environment, false, _long);
        PseudoTerminal.Session missing = PseudoTerminal.Run(80, environment, false, "show", "task_struct", "sk_buff", "no_such", BtfTool.Sample);

        Assert.That((found.ExitCode, found.Lines.Length), Is.EqualTo((0, 3)), found.Text);
        Assert.That((missing.ExitCode, missing.Lines.Length), Is.EqualTo((1, 3)), missing.Text);
    }

    [Test]
    public void Less_shows_colours_and_ends_by_q()
    {
        _ = Oracles.Program("less");

        PseudoTerminal.Session session = PseudoTerminal.Run(80, new Dictionary<string, string?> { ["BTF_PAGER"] = "less" }, "q", [.. BtfTool.Command, .. _long]);

        Assert.That(session.ExitCode, Is.Zero, session.Text);
        Assert.That(session.Text, Does.Contain("\e[36mstruct"));
        Assert.That(session.Lines, Has.Length.LessThan(BtfTool.Ask(_long).Text.Split('\n').Length));
    }

    // A loaded machine may deliver the signal late.
    [Retry(3)]
    [Test]
    public void Ctrl_C_leaves_the_terminal_to_less_until_it_ends()
    {
        _ = Oracles.Program("less");

        PseudoTerminal.Session session = PseudoTerminal.Run(80, new Dictionary<string, string?> { ["BTF_PAGER"] = "less" }, "\x03q", [.. BtfTool.Command, .. _long]);

        Assert.That(session.ExitCode, Is.EqualTo(-2), session.Text);
    }

    [Test]
    public void Warnings_stand_between_the_lines()
    {
        PseudoTerminal.Session session = PseudoTerminal.Run(
            80, new Dictionary<string, string?> { ["BTF_PAGER"] = Marking }, false, "find", "*", "--member", BtfTool.Sample, "/no/such/file");

        Assert.That(session.ExitCode, Is.EqualTo(3));
        Assert.That(session.Lines[^1], Is.EqualTo("P:btf: /no/such/file: There is no such file."));
    }
}

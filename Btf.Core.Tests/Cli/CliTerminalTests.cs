using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The output on terminals of 60, 80 and 200 columns.</summary>
[TestFixture]
[Platform("Linux")]
public sealed partial class CliTerminalTests
{
    private const int SigInt = 2;
    private static readonly Dictionary<string, string?> _usual = [];
    private static readonly int[] _widths = [60, 80, 200];
    private static readonly string[] _lines = ["find *", "stat", "show task_struct", "find --help"];
    private static readonly ConcurrentDictionary<int, Lazy<PseudoTerminal.Session>> _members = [];

    [Test]
    public void Columns_stand_below_one_another_and_no_line_is_too_wide([ValueSource(nameof(_widths))] int width)
    {
        PseudoTerminal.Session session = Members(width);
        string[] lines = [.. session.Lines.Select(Plain)];
        int kind = lines[0].IndexOf("Kind", StringComparison.Ordinal);
        int name = lines[0].IndexOf("Name", StringComparison.Ordinal);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.ExitCode, Is.Zero);
            Assert.That(lines[0], Does.Match(@"^ +Id  Kind +Object +Name$"));
            Assert.That(lines, Has.All.Length.LessThanOrEqualTo(width));
            foreach (string line in lines.Skip(1).Where(line => line.TrimStart() is [>= '0' and <= '9', ..] && line.IndexOf("struct", StringComparison.Ordinal) == kind))
            {
                Assert.That(line[(kind - 2)..kind], Is.EqualTo("  "), line);
                Assert.That(line[(name - 2)..name], Is.EqualTo("  "), line);
                Assert.That(line[name], Is.Not.EqualTo(' '), line);
            }
        }
    }

    [TestCase("find --sizes --limit 5")]
    [TestCase("find --packable --limit 5")]
    [TestCase("find tcp_s* --kind func --long")]
    [TestCase("list tracepoints")]
    [TestCase("list struct-ops")]
    [TestCase("list kfuncs")]
    [TestCase("help paths")]
    [TestCase("help terminal")]
    public void Lists_of_the_kernel_fit_the_terminal(string line)
    {
        _ = Oracles.KernelBtf();
        foreach (int width in LongRun.IsAsked ? _widths : _widths.Take(1))
        {
            string[] lines = [.. PseudoTerminal.Run(width, _usual, false, line.Split(' ')).Lines.Select(Plain)];

            Assert.That(lines.Where(text => text.Length > width), Is.Empty, $"{width} columns");
            Assert.That(lines.Where(text => text.Trim().Length == 0), Is.Empty, $"{width} columns");
        }
    }

    [Test]
    public void Words_are_never_broken([ValueSource(nameof(_widths))] int width)
    {
        string[] piped = Words(BtfTool.Ask("find", "*", "--member", BtfTool.Sample).Text);

        string[] shown = Words(Plain(Members(width).Text));

        // Only the terminal has the heading and the shortened path of the object.
        Assert.That(shown.Where(word => !word.Contains("sample.btf", StringComparison.Ordinal)).Skip(4), Is.EqualTo(piped.Where(word => !word.Contains("sample.btf", StringComparison.Ordinal))));
    }

    [Test]
    public void Help_fits_the_terminal([ValueSource(nameof(_widths))] int width)
    {
        PseudoTerminal.Session session = PseudoTerminal.Run(width, _usual, false, "find", "--help");

        Assert.That(session.Lines.Where(line => !line.StartsWith("  btf ", StringComparison.Ordinal)), Has.All.Length.LessThanOrEqualTo(width));
        Assert.That(session.Text, Does.Not.Contain('\e'));
    }

    [TestCase("NO_COLOR", "1")]
    [TestCase("TERM", "dumb")]
    [TestCase("TERM", "")]
    public void A_terminal_that_wants_no_escape_gets_none(string variable, string? value)
    {
        Assert.Multiple(() =>
        {
            // One property of the terminal decides for every command.
            foreach (string line in variable == "NO_COLOR" || LongRun.IsAsked ? _lines : _lines.Take(1))
            {
                string[] words = line.Split(' ');
                PseudoTerminal.Session session = PseudoTerminal.Run(80, new Dictionary<string, string?> { [variable] = value }, false, line.EndsWith("help", StringComparison.Ordinal) ? words : [.. words, BtfTool.Sample]);
                Assert.That(session.Text, Does.Not.Contain('\e'), line);
            }
        });
    }

    [Test]
    public void Colours_end_in_their_cell()
    {
        PseudoTerminal.Session session = PseudoTerminal.Run(80, _usual, false, "find", "*", BtfTool.Sample);

        Assert.That(session.Text, Does.Contain("\e[36mstruct\e[0m"));
        Assert.That(session.Lines.Select(line => Style().Matches(line).LastOrDefault()?.Value), Has.All.AnyOf(null, "\e[0m"));
    }

    // The start of the process is half of the time. A tool that first finds all rows writes the first one near the end.
    [Retry(3)]
    [Test]
    public void Rows_come_as_they_are_found()
    {
        PseudoTerminal.Session session = PseudoTerminal.Run(80, _usual, false, "find", "*_*", Oracles.KernelBtf());

        Assert.That(session.Lines, Has.Length.GreaterThan(10_000));
        Assert.That(session.First, Is.LessThan(session.Total * 0.75));
    }

    // A loaded machine may deliver the signal late.
    [Retry(3)]
    [Test]
    public void After_Ctrl_C_the_terminal_is_as_it_was()
    {
        PseudoTerminal.Session session = PseudoTerminal.Run(80, _usual, true, "find", "*", "--member", Oracles.KernelBtf());
        string[] escapes = [.. Escape().Matches(session.Text).Select(match => match.Value)];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.ExitCode, Is.EqualTo(-SigInt));
            Assert.That(escapes.Where(escape => !Style().IsMatch(escape)), Is.Empty, "only colours differ");
            Assert.That(escapes[^1], Is.EqualTo("\e[0m"));
        }
    }

    private static PseudoTerminal.Session Members(int width) =>
        _members.GetOrAdd(width, width => new Lazy<PseudoTerminal.Session>(() => PseudoTerminal.Run(width, _usual, false, "find", "*", "--member", BtfTool.Sample))).Value;

    private static string Plain(string text) => Escape().Replace(text, "");

    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\e(\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Style();
}

using System.CommandLine;
using Btf.Cli;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Every option of every command, alone and with each other one: it changes the answer, or the tool refuses it with exit code 2. None is ignored.</summary>
[TestFixture]
[NonParallelizable]
public sealed class CliOptionTests
{
    private static readonly Dictionary<string, string> _sameByMeaning = new()
    {
        ["find: --sizes with --sort size"] = "Both sort by size.",
        ["find: --sort size with --sizes"] = "Both sort by size.",
        ["dump: --json with --format json"] = "They are one.",
        ["dump: --format json with --json"] = "They are one.",
        ["dump: --id 14 with --name s\u0001"] = "They are one type.",
        ["dump: --like bpftool with --for PROG"] = "The program uses usual names.",
        ["dump: --like bpftool on a line with --sample"] = "The sample has usual names.",
        ["dedup: --gcc on a line with --sample"] = "The sample is not GCC's.",
        ["diff: --all with --for PROG"] = "What a program touches is so little that it is shown in full.",
        ["draw: --open in with --depth 2"] = "That depth opens it too.",
        ["draw: --depth 2 with --open in"] = "They open the same structure.",
    };

    private readonly Dictionary<string, (int ExitCode, string All)> _answers = [];
    private OptionFiles _files;

    [OneTimeSetUp]
    public void WriteFiles() => _files = new OptionFiles();

    [OneTimeTearDown]
    public void DeleteFiles() => _files.Dispose();

    [TestCaseSource(typeof(OptionTable), nameof(OptionTable.All))]
    public void An_option_changes_the_answer_or_is_refused(OptionCase item)
    {
        List<string> ignored = [];
        for (int i = 0; i < item.Options.Length; i++)
        {
            string option = item.Options[i];
            if (!item.Lines.All(line => Ask(line, option).ExitCode == 2) && !item.Lines.Any(line => Changes(line, "", option)))
            {
                ignored.Add($"{item.Command}: {option}");
            }

            ignored.AddRange(item.Options.Skip(i + 1).Where(other => Name(other) != Name(option)).SelectMany(other => Ignored(item, option, other)));
        }

        foreach (string standing in item.Standing)
        {
            string[] lines = [.. item.Lines.Where(line => line.Contains(standing, StringComparison.Ordinal) || (standing == "--output" && line.Contains(" -o ", StringComparison.Ordinal)))];
            Assert.That(lines, Is.Not.Empty, standing);
            ignored.AddRange(item.Options.Where(option => !lines.All(line => Ask(line, option).ExitCode == 2) && !lines.Any(line => Changes(line, "", option)))
                .Select(option => $"{item.Command}: {option} on a line with {standing}"));
        }

        ignored.RemoveAll(text => _sameByMeaning.ContainsKey(text) || IsFunctionsAlone(text) || IsStructuresAlone(text));
        Assert.That(ignored, Is.Empty, string.Join('\n', ignored));
    }

    [Test]
    public void Every_option_is_tried_or_it_is_said_why_not()
    {
        string[] missing = [.. Tool.CreateRoot().Subcommands.SelectMany(command => command.Options.Where(option => !option.Hidden && option.Name != "--help").Select(option => (Command: command.Name, Option: option)))
            .Where(item => OptionTable.All.SingleOrDefault(known => known.Command == item.Command) is { } known
                && !known.Options.Concat(known.Standing).Concat(known.Untested.Select(untested => untested.Option)).Any(text => Name(text) == item.Option.Name))
            .Select(item => $"{item.Command} {item.Option.Name}")];

        string[] untried = [.. Tool.CreateRoot().Subcommands.Where(command => command.Options.Any(option => option.Name != "--help")).Select(command => command.Name).Except(OptionTable.All.Select(known => known.Command))];

        Assert.That(missing, Is.Empty, "Add them to OptionTable.");
        Assert.That(untried, Is.Empty, "Add them to OptionTable.");
    }

    [Test]
    public void A_value_that_cannot_be_read_or_is_missing_is_wrong_usage()
    {
        List<string> wrong = [];
        foreach ((Command command, Option option) in Tool.CreateRoot().Subcommands.SelectMany(command => command.Options.Select(option => (command, option))))
        {
            bool isNumber = option.ValueType != typeof(string) && option.ValueType != typeof(string[]) && option.ValueType != typeof(bool);
            string[][] values = option.ValueType == typeof(bool) || option.Name == "--help" ? [] : isNumber ? [[], ["x"], ["-1x"], ["99999999999999999999999"]] : [[]];
            foreach (string[] value in values)
            {
                ProcessResult result = BtfTool.Ask([command.Name, option.Name, .. value]);
                if (result.ExitCode != 2 || result.StandardError.Contains("System.", StringComparison.Ordinal) || !result.StandardError.EndsWith($"See 'btf {command.Name} --help'.\n", StringComparison.Ordinal))
                {
                    wrong.Add($"{command.Name} {option.Name} {string.Join(' ', value)}: {result.StandardError}");
                }
            }
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    [Test]
    public void The_sample_a_base_and_a_unit_exclude_or_need_a_file()
    {
        string[] wrong = [.. Tool.CreateRoot().Subcommands.Where(command => command.Options.Any(option => option.Name == "--sample") && command.Name != "print" && OptionTable.All.Any(known => known.Command == command.Name))
            .SelectMany(command => Lines(command.Name))
            .Where(line => _files.Run(line).ExitCode != 2)];

        Assert.That(wrong, Is.Empty);

        static string[] Lines(string command)
        {
            string name = command is "show" or "path" or "draw" or "find" ? $"{command} s" : command;
            string needed = command is "sort" or "strip" or "dedup" ? " -o OUT" : "";
            string what = command == "strip" ? " --functions" : "";
            return [$"{name} RICH --sample{needed}{what}", $"{name} --base BASE{needed}{what}", $"{name} --unit 1{needed}{what}", $"{name} --sample --base BASE{needed}{what}"];
        }
    }

    // Conditions on functions find only functions, and unions have no holes and no member after the first byte.
    private static bool IsFunctionsAlone(string text) => text.StartsWith("find: --kind func with", StringComparison.Ordinal);

    private static bool IsStructuresAlone(string text) => text is "find: --kind struct with --holes" or "find: --kind struct with --packable" or "find: --kind struct with --at 8";

    /// <summary>Returns which of two options has no effect if the other is given as well.</summary>
    private IEnumerable<string> Ignored(OptionCase item, string first, string second)
    {
        if (item.Lines.All(line => Ask(line, $"{first} {second}").ExitCode == 2))
        {
            return [];
        }

        return new[] { (first, second), (second, first) }
            .Where(pair => !item.Lines.Any(line => Changes(line, pair.Item1, pair.Item2)))
            .Select(pair => $"{item.Command}: {pair.Item2} with {pair.Item1}");
    }

    private bool Changes(string line, string given, string option)
    {
        (int exitCode, string answer) = Ask(line, $"{given} {option}");
        return exitCode != 2 && answer != Ask(line, given).All;
    }

    private (int ExitCode, string All) Ask(string line, string options)
    {
        string all = $"{line} {options}";
        return _answers.TryGetValue(all, out (int ExitCode, string All) known) ? known : _answers[all] = _files.Run(all);
    }

    private static string Name(string option) => option.Split(' ')[0];
}

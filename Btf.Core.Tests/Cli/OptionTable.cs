namespace Btf.Core.Tests;

/// <summary>The tool's commands with lines to start from, and a value for each option.</summary>
public static class OptionTable
{
    public const string RunningKernel = "It asks what is loaded: CliLoadedTests, CliPrintMapTests and CliPrintTests load it.";

    public static IReadOnlyList<OptionCase> All =>
    [
        Sources(
            "show", "show s|show big|show S", ["--expand", "--hex", "--reorder", "--hot b", "--json"]),
        Sources(
            "find",
            "find *|find s|find S|find g",
            [
                "--kind struct", "--kind func", "--kind enum", "--regex", "--fuzzy", "--ignore-case", "--member", "--value", "--takes s", "--returns s", "--kfunc", "--params 2", "--param s",
                "--size 40", "--at 8", "--contains s", "--points-to s", "--sizes", "--holes", "--packable", "--sort size", "--limit 1", "--long", "--count", "--json",
            ],
            untested: [("--glob", "It states the default.")]),
        Sources("path", "path s.b|path s.text|path hold.y", ["--json", "--as kprobe", "--as c"]),
        new(
            "print",
            [
                "print s DATA RICH", "print DATA RICH --id 5", "print s DATA SPLIT", "print task_struct DATA --sample",
            ],
            ["--style c", "--style json", "--style table", "--at 5", "--count 2", "--compact", "--skip-names", "--zeroes", "--strings", "--indent-level 2", "--base BASE"],
            ["--id", "--sample"],
            [("--map", RunningKernel), ("--kcore", RunningKernel), ("--prog", RunningKernel), ("--btf-id", RunningKernel)]),
        Sources("dump", "dump", ["--format c", "--format json", "--format isf --symbols SYMBOLS", "--standalone --format c", "--for PROG", "--id 14", "--name s\u0001", "--like bpftool", "--output OUT", "--json"], idName: "--btf-id", untested: [("--symbols", "It stands with --format isf.")]),
        Sources("stat", "stat", ["--json"]),
        new("extract", ["extract PROG -o OUT"], ["--json"], ["--output"], [("--prog", RunningKernel), ("--map", RunningKernel), ("--id", RunningKernel)]),
        new("verify", ["verify RICH OTHER", "verify BAD", "verify SPLIT", "verify SPLIT BAD"], ["--base BASE", "--rules 6.18", "--all", "--json"], [], []),
        Sources("draw", "draw s|draw big", ["--output OUT", "--against OTHER", "--depth 2", "--open in", "--row 8"]),
        Sources("list", "list kfuncs|list tracepoints", ["--json"]),
        new("merge", ["merge RICH OTHER -o OUT", "merge SPLIT SPLIT -o OUT", "merge TWICE -o OUT"], ["--base BASE", "--dedup", "--json"], ["--output"], []),
        Sources("dedup", "dedup -o OUT|dedup --explain *", ["--gcc", "--explain *", "--json"], ["--output"], file: "TWICE"),
        Sources("sort", "sort -o OUT", ["--json"], ["--output"]),
        new("distill", ["distill SPLIT --base BASE -o OUT --base-out OUT2"], ["--json"], ["--base", "--output", "--base-out"], []),
        Sources("strip", "strip -o OUT|strip --name z* -o OUT", ["--functions", "--variables", "--tags", "--kind enum", "--name S*", "--json"], ["--output"]),
        new("build", ["build JSON -o OUT", "build SJSON -o OUT"], ["--base BASE", "--order big", "--layout", "--json"], ["--output"], []),
        new("ext", ["ext PROG"], ["--functions", "--lines", "--core", "--json"], [], [("--prog", RunningKernel)]),
        new(
            "diff",
            ["diff RICH OTHER", "diff SPLIT NSPLIT", "diff RICH NSPLIT", "diff SPLIT RICH", "diff MANY MANY2", "diff MANY NSMANY"],
            ["--base BASE", "--new-base NBASE", "--for PROG", "--json", "--markdown", "--html", "--all", "--exit-code"],
            [],
            []),
        new("history", ["history s RICH OTHER", "history s SPLIT"], ["--base BASE", "--json"], [], []),
        new("core", ["core PROG --kernel KERNEL", "core PROG --kernel POOR"], ["--module KMODULE", "--explain", "--patch OUT", "--json"], ["--kernel"],
            [("--like", "Rules differ where several types have a name: CoreCommandTests has such.")]),
        new("matrix", ["matrix PROG --kernels KERNEL POOR", "matrix PROG --kernels KERNEL"],
            ["--html OUT", "--sarif OUT2", "--junit OUT3", "--fail-on broken", "--fail-on changed", "--markdown", "--all", "--json"], ["--kernels"], []),
        new("min", ["min KERNEL --for PROG -o OUT", "min KERNEL KMODULE --for PROG -o OUT", "min TWINS --for PROG -o OUT", "min POOR --for PROG -o OUT"], ["--like bpftool", "--json"], ["--for", "--output"], []),
        new("offsets", ["offsets RICH OTHER --fields s.b,s.nosuch"], ["--format c", "--format csharp", "--output OUT"], ["--fields"], []),
        new("gen csharp", ["gen csharp s RICH", "gen csharp s SPLIT", "gen csharp sk_buff --sample"], ["--fixed", "--namespace N", "--output OUT", "--base BASE"], ["--sample"],
            [("--prog", RunningKernel), ("--map", RunningKernel), ("--id", RunningKernel), ("--unit", "It is that of all commands that take one FILE.")]),
    ];

    /// <summary>A command that takes FILE, <c>--base</c>, <c>--unit</c> and <c>--sample</c>.</summary>
    private static OptionCase Sources(
        string name, string lines, string[] options, string[]? standing = null, (string Option, string Why)[]? untested = null, string file = "RICH", string idName = "--id")
    {
        string[] starts = lines.Split('|');
        string[] files = [file, "UNITS", "SPLIT", "SUNITS"];
        return new OptionCase(
            name,
            [.. starts.SelectMany(line => files.Select(path => $"{line} {path}")), .. starts.Select(line => $"{OnSample(line)} --sample")],
            [.. options, "--base BASE", "--unit 1"],
            [.. standing ?? [], "--sample"],
            [.. untested ?? [], ("--prog", RunningKernel), ("--map", RunningKernel), (idName, RunningKernel)]);
    }

    /// <summary>Such a command with a type of the sample.</summary>
    private static string OnSample(string line) => line.StartsWith("path", StringComparison.Ordinal) ? "path task_struct.pid" : line.Replace(" S", " SK_BUFF", StringComparison.Ordinal).Replace(" s", " sk_buff", StringComparison.Ordinal).Replace("big", "task_struct", StringComparison.Ordinal);
}

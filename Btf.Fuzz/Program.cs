using System.Globalization;
using Btf.Fuzz;

return args switch
{
    ["instrument", .. string[] libraries] => Instrumentation.Apply(libraries),
    ["list"] => FuzzCommand.List(),
    ["replay", _, ..] => FuzzCommand.Replay(args[1..]),
    [string target, .. string[] options] when target[0] != '-' && options.Length % 2 == 0 => FuzzCommand.Run(
        target,
        double.Parse(Option(options, "--minutes") ?? "1", CultureInfo.InvariantCulture),
        int.Parse(Option(options, "--seed") ?? "1", CultureInfo.InvariantCulture),
        Option(options, "--output") ?? "artifacts/fuzz"),
    _ => Usage(),
};

static string? Option(string[] options, string name) => Array.IndexOf(options, name) is >= 0 and int at ? options[at + 1] : null;

static int Usage()
{
    Console.Error.WriteLine("""
        btf-fuzz list                                        the targets
        btf-fuzz TARGET|all [--minutes N] [--seed S] [--output FOLDER]
                                                             runs mutants; inputs that fail go to FOLDER (artifacts/fuzz)
        btf-fuzz replay FILE…                                runs files through every target
        """);
    return 2;
}

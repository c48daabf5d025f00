using Btf.Benchmarks;

int libbpf = Array.IndexOf(args, "--libbpf");
if (libbpf >= 0)
{
    if (libbpf + 1 == args.Length)
    {
        Console.Error.WriteLine("--libbpf wants the folder of a libbpf.");
        return 2;
    }

    // An environment variable also reaches the processes that BenchmarkDotNet starts.
    Environment.SetEnvironmentVariable(NativePeer.LibbpfVariable, Path.GetFullPath(args[libbpf + 1]));
    args = [.. args[..libbpf], .. args[(libbpf + 2)..]];
}

switch (args)
{
    case ["bars", .. string[] names]:
        return Bars.Run(names);
    case [OwnProcess.Command, string name]:
        return OwnProcess.Answer(name);
    case ["report"]:
        return Report.RunAll();
    case ["scale"]:
        return Report.RunScale();
    case ["aot"]:
        return Report.RunAot();
    default:
        BenchmarkRuns.Run(args);
        return 0;
}

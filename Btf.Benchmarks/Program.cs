using Btf.Benchmarks;

if (args is ["--libbpf", string folder, .. string[] rest])
{
    // In the environment, for the processes that BenchmarkDotNet starts as well.
    Environment.SetEnvironmentVariable(NativePeer.LibbpfVariable, Path.GetFullPath(folder));
    args = rest;
}

switch (args)
{
    case ["bars", .. string[] names]:
        return Bars.Run(names);
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

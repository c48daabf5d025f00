using BenchmarkDotNet.Running;
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
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Bars).Assembly).Run(args);
        return 0;
}

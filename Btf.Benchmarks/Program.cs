using BenchmarkDotNet.Running;
using Btf.Benchmarks;

if (args is ["bars", .. string[] names])
{
    return Bars.Run(names);
}

BenchmarkSwitcher.FromAssembly(typeof(Bars).Assembly).Run(args);
return 0;

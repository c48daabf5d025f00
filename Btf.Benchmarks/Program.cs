using BenchmarkDotNet.Running;
using Btf.Benchmarks;

if (args is ["bars", ..])
{
    return Bars.Run(args.ElementAtOrDefault(1) ?? "");
}

BenchmarkSwitcher.FromAssembly(typeof(Bars).Assembly).Run(args);
return 0;

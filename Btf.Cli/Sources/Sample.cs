using System.Reflection;
using Btf.Core;

namespace Btf.Cli;

/// <summary>The BTF that the tool carries: a miniature of a kernel's types, made from Sample/sample.c.</summary>
internal static class Sample
{
    public static BtfObject Open()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("sample.btf")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return BtfObject.FromMemory(bytes);
    }
}

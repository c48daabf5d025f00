using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A directory for one test, which is deleted after it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory() =>
        Root = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "tmp-" + Guid.NewGuid().ToString("N"))).FullName;

    public string Root { get; }

    /// <summary>Writes a file, and creates its directories.</summary>
    public string Write(string name, byte[] content)
    {
        string path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => TestFiles.Delete(Root);
}

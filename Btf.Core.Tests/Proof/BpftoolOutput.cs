namespace Btf.Core.Tests;

/// <summary>What the installed bpftool prints for BTF, as bytes; skips the test where there is no bpftool.</summary>
public static class BpftoolOutput
{
    public static ProcessResult Dump(string path, string? basePath = null)
    {
        string[] dump = ["btf", "dump", "file", path];
        return ProcessRunner.Run(Oracles.Bpftool(), basePath is null ? dump : ["-B", basePath, .. dump]);
    }

    /// <summary>The output for bytes, over a base in bytes, written to files for the while.</summary>
    public static ProcessResult Dump(byte[] btf, byte[]? baseBtf = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("btf-proof");
        try
        {
            string path = Path.Combine(folder.FullName, "split.btf");
            string basePath = Path.Combine(folder.FullName, "base.btf");
            File.WriteAllBytes(path, btf);
            File.WriteAllBytes(basePath, baseBtf ?? []);
            return Dump(path, baseBtf is null ? null : basePath);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

namespace Btf.Core.Tests;

/// <summary>Returns the output of the installed bpftool for BTF, as bytes; skips the test without bpftool.</summary>
public static class BpftoolOutput
{
    public static ProcessResult Dump(string path, string? basePath = null) => Run([], path, basePath);

    public static ProcessResult DumpJson(string path, string? basePath = null) => Run(["-j"], path, basePath);

    /// <summary>Returns the output for bytes with a base, which are written to temporary files.</summary>
    public static ProcessResult Dump(byte[] btf, byte[]? baseBtf = null) => InFiles(btf, baseBtf, Dump);

    public static ProcessResult DumpJson(byte[] btf, byte[]? baseBtf = null) => InFiles(btf, baseBtf, DumpJson);

    private static ProcessResult Run(string[] options, string path, string? basePath) => ProcessRunner.Run(
        Oracles.Bpftool(), [.. options, .. basePath is null ? [] : (string[])["-B", basePath], "btf", "dump", "file", path]);

    private static ProcessResult InFiles(byte[] btf, byte[]? baseBtf, Func<string, string?, ProcessResult> dump)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("btf-proof");
        try
        {
            string path = Path.Combine(folder.FullName, "split.btf");
            string basePath = Path.Combine(folder.FullName, "base.btf");
            File.WriteAllBytes(path, btf);
            File.WriteAllBytes(basePath, baseBtf ?? []);
            return dump(path, baseBtf is null ? null : basePath);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

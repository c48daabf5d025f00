using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;
using System.Text;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>
/// Real BTF of several kernels, architectures and both byte orders, read from its packed form.
/// If the corpus is absent, <see cref="Files"/> is empty, and every method that reads skips the test.
/// </summary>
public static class Corpus
{
    private const string BulkFolder = "bulk/amd64-6.12.117+deb12-cloud-amd64";

    // The newest, a 32-bit and a big-endian one.
    private static readonly string[] _usualKernels = ["kernels/amd64-7.3.4+deb13/", "kernels/armel-6.12.107+deb13-rpi/", "kernels/s390x-6.12.107+deb13/"];

    // A run reads most files many times, and unpacking them takes longer than most tests.
    private static readonly ConcurrentDictionary<(string Path, string Section), Lazy<byte[]?>> _sections = new();
    private static readonly Lazy<BulkModule[]> _bulk = new(() => [.. UnpackBulk()]);

    /// <summary>The base of the bulk modules.</summary>
    public const string BulkBasePath = "kernels/amd64-6.12.117+deb12-cloud/vmlinux.btf";

    /// <summary>Every file that has BTF.</summary>
    public static IReadOnlyList<CorpusFile> Files { get; } =
        SharedData.Folder is null ? [] : CorpusTables.Read(Path.Combine(SharedData.Folder, "corpus"));

    /// <summary>Compressed kernel images (bzImage) with BTF inside, all of btf-rs/btf/vmlinux.</summary>
    public static IReadOnlyList<string> KernelImages { get; } =
        [.. ((string[])["bzip2+xz", "gzip+gzip", "xz+xz", "zstd+zstd"]).Select(name => $"btf-rs/elf/{name}/vmlinux")];

    /// <summary>
    /// Returns a test case for each file that passes the filter, or one skipped case if the corpus is absent. Of the large kernels and their modules, a usual run has
    /// three kernels: reading all takes longer than all else, and what is proven of these is rarely wrong of another. A long run has all.
    /// </summary>
    public static IEnumerable<TestCaseData> Cases(Func<CorpusFile, bool>? filter = null) =>
        SharedData.Cases(Files.Where(IsRead).Where(filter ?? (_ => true)));

    /// <summary>
    /// Returns a test case as <see cref="Cases"/> does, but for one of several modules: a module brings its whole kernel, and what is proven of one is rarely wrong of
    /// another. A long run has all.
    /// </summary>
    /// <param name="oneOf">The number of modules of which one is taken.</param>
    /// <param name="filter">The files to choose from; null for all.</param>
    public static IEnumerable<TestCaseData> Sample(int oneOf, Func<CorpusFile, bool>? filter = null)
    {
        CorpusFile[] files = [.. Files.Where(IsRead).Where(filter ?? (_ => true))];
        HashSet<CorpusFile> modules = [.. files.Where(file => file.IsSplit).Where((_, index) => index % oneOf == 0)];
        return SharedData.Cases(files.Where(file => LongRun.IsAsked || !file.IsSplit || modules.Contains(file)));
    }

    /// <summary>Whether this run reads a file: see <see cref="Cases"/>.</summary>
    public static bool IsRead(CorpusFile file) =>
        LongRun.IsAsked || !file.Path.StartsWith("kernels/", StringComparison.Ordinal) || _usualKernels.Any(kernel => file.Path.StartsWith(kernel, StringComparison.Ordinal));

    public static CorpusFile Find(string path)
    {
        SharedData.Require();
        return Files.Single(file => file.Path == path);
    }

    /// <summary>Returns the path on disk of a packed file in the corpus folder.</summary>
    public static string PathOf(string storedPath) => SharedData.PathOf(Path.Combine("corpus", storedPath));

    /// <summary>Returns the original file before it was packed: raw BTF, ELF, or a compressed module.</summary>
    public static byte[] ReadFile(string path)
    {
        CorpusFile file = Find(path);
        byte[] stored = File.ReadAllBytes(PathOf(file.StoredPath));
        return file.StoredPath == file.Path ? stored : Unpacker.Unpack(stored);
    }

    /// <summary>Returns the raw BTF of the file, unpacked and extracted from its ELF file. All callers get the same array, so do not change it.</summary>
    public static byte[] ReadBtf(string path) => ReadSection(path, ".BTF") ?? throw new InvalidDataException($"{path} has no .BTF.");

    /// <summary>Returns the distilled base in the file; null if it has none. Do not change it.</summary>
    public static byte[]? ReadBtfBase(string path) => ReadSection(path, ".BTF.base");

    /// <summary>Returns the .BTF.ext section of an ELF file; null if it has none. Do not change it.</summary>
    public static byte[]? ReadExtension(string path) => ReadSection(path, ".BTF.ext");

    /// <summary>Returns bpftool's output in the format ("raw", "c" or "json"); null if it is not stored.</summary>
    public static string? ReadReference(string path, string format) =>
        ReadReferenceBytes(path, format) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Returns the exact bytes of bpftool's output, to which the reference's size and sha256 apply.</summary>
    public static byte[]? ReadReferenceBytes(string path, string format)
    {
        string stored = PathOf($"refs/{Find(path).ReferencePath}.{format}.xz");
        return File.Exists(stored) ? Unpacker.Unpack(File.ReadAllBytes(stored)) : null;
    }

    /// <summary>Returns all modules of one kernel, in the order of the archive. Their base is <see cref="BulkBasePath"/>. Do not change their bytes.</summary>
    public static IReadOnlyList<BulkModule> ReadBulk()
    {
        SharedData.Require();
        return _bulk.Value;
    }

    private static IEnumerable<BulkModule> UnpackBulk()
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> rows =
            Tsv.Read(PathOf(BulkFolder + "/modules.tsv")).ToDictionary(row => row["file"]);
        using MemoryStream archive = new(Unpacker.Unpack(File.ReadAllBytes(PathOf(BulkFolder + "/modules.tar.xz"))));
        using TarReader reader = new(archive);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not null)
            {
                using MemoryStream btf = new();
                entry.DataStream.CopyTo(btf);
                IReadOnlyDictionary<string, string> row = rows[Path.GetFileName(entry.Name)];
                int types = int.Parse(row["types"], CultureInfo.InvariantCulture);
                yield return new BulkModule(row["file"], btf.ToArray(), types, row["sha256"], row["raw_sha256"], row["c_sha256"]);
            }
        }
    }

    private static byte[]? ReadSection(string path, string section)
    {
        SharedData.Require();
        return _sections.GetOrAdd((path, section), key => new Lazy<byte[]?>(() => UnpackSection(key.Path, key.Section))).Value;
    }

    private static byte[]? UnpackSection(string path, string section)
    {
        byte[] content = Unpacker.Unpack(ReadFile(path));
        return ElfSections.IsElf(content) ? new ElfSections(content).Find(section) : section == ".BTF" ? content : null;
    }
}

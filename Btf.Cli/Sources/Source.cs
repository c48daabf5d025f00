using System.Diagnostics.CodeAnalysis;
using Btf.Compression;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Where a command looks: a file, the running kernel and its modules, or the sample.</summary>
internal sealed class Source : IDisposable
{
    /// <summary>Where the running kernel's BTF is, and that of its modules.</summary>
    public const string KernelFolder = "/sys/kernel/btf";

    private readonly BtfOpenOptions _options;
    private readonly bool _isKernel;
    private readonly BtfObject? _base;
    private readonly string _baseName;
    private BtfCollection? _modules;

    private Source(NamedObject main, BtfObject? baseObject, BtfOpenOptions options, bool isKernel, string baseName = BtfCollection.BaseName)
    {
        Main = main;
        _base = baseObject;
        _baseName = baseName;
        _options = options;
        _isKernel = isKernel;
    }

    /// <summary>The file, or the kernel without its modules.</summary>
    public NamedObject Main { get; }

    /// <summary>The main object, and then the kernel's modules, each opened when the walk reaches it. One that cannot be opened is reported.</summary>
    public IEnumerable<NamedObject> Objects
    {
        get
        {
            yield return Main;
            if (!_isKernel || (_modules is null && !BtfCollection.TryOpenDirectory(KernelFolder, out _modules, out _, _options)))
            {
                yield break;
            }

            foreach ((string name, BtfObject module) in _modules)
            {
                if (name != BtfCollection.BaseName)
                {
                    WarnOfWrongBase(name, module, null);
                    yield return new NamedObject(name, module);
                }
            }

            foreach (BtfCollectionFailure failure in _modules.Failures)
            {
                Warning.Write(failure.ToString());
            }
        }
    }

    /// <summary>Opens a file over its base, or what there is where no file is named.</summary>
    /// <param name="file">The file; null for the running kernel.</param>
    /// <param name="basePath">What the file is split from; null where it stands alone, or is a module of the running kernel.</param>
    /// <param name="lookup">How names are found: many questions are worth an index, one is not.</param>
    public static Source Open(string? file, string? basePath = null, NameLookup lookup = NameLookup.Scan)
    {
        BtfOpenOptions options = new() { NameLookup = lookup };
        if (file is null)
        {
            return KernelBtf.TryOpen(out BtfObject? kernel, out BtfError error, options) || TryOpenById(out kernel, options)
                ? new Source(new NamedObject(BtfCollection.BaseName, kernel), null, options, isKernel: true)
                : throw new ToolException(ExitCode.Unreadable, $"{error.Message} Name a FILE, or ask the sample with --sample.");
        }

        basePath ??= BaseOf(file);
        BtfObject? baseObject = basePath is null ? null : OpenFile(basePath, null, options);
        BtfObject opened = OpenFile(file, baseObject, options);
        WarnOfWrongBase(file, opened, basePath);
        if (opened.LeftOverByteCount is not 0 and int left)
        {
            Warning.Write($"{file}: {LeftOver(left)}");
        }

        return new Source(new NamedObject(file, opened), baseObject, options, isKernel: false, basePath ?? BtfCollection.BaseName);
    }

    /// <summary>What the object is called that holds a type of a part.</summary>
    public string NameOf(NamedObject part, BtfType type) => type.Object == part.Object ? part.Name : _baseName;

    public void Dispose()
    {
        _modules?.Dispose();
        Main.Object.Dispose();
        _base?.Dispose();
    }

    /// <summary>Opens the sample that the tool carries.</summary>
    public static Source OpenSample() => new(new NamedObject("sample", Sample.Open()), null, new BtfOpenOptions(), isKernel: false);

    /// <summary>Asks the kernel for its own types where its files cannot be reached, which needs a capability.</summary>
    private static bool TryOpenById([NotNullWhen(true)] out BtfObject? kernel, BtfOpenOptions options)
    {
        kernel = null;
        if (!KernelBtf.TryListLoaded(out IReadOnlyList<LoadedBtf>? loaded, out _))
        {
            return false;
        }

        foreach (LoadedBtf item in loaded)
        {
            if (item.IsKernel && item.Name == BtfCollection.BaseName)
            {
                return KernelBtf.TryOpenLoaded(item.Id, null, out kernel, out _, options);
            }
        }

        return false;
    }

    /// <summary>Opens a file, over its base where there is one.</summary>
    public static bool TryOpenFile(
        string path, BtfObject? baseObject, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null)
    {
        BtfCompression.Register();
        return baseObject is null
            ? BtfObject.TryOpen(path, out result, out error, options)
            : BtfObject.TryOpenSplit(path, baseObject, out result, out error, options);
    }

    private static BtfObject OpenFile(string path, BtfObject? baseObject, BtfOpenOptions options) =>
        TryOpenFile(path, baseObject, out BtfObject? result, out BtfError error, options)
            ? result
            : throw new ToolException(ExitCode.Unreadable, $"{path}: {error.Message}");

    /// <summary>Says so where a file was probably made for another base.</summary>
    public static void WarnOfWrongBase(string file, BtfObject opened, string? basePath)
    {
        if (opened.LooksLikeWrongBase())
        {
            Warning.Write($"{file}: {WrongBase(basePath)}");
        }
    }

    /// <summary>What there is to say of a file that holds more than one object.</summary>
    public static string LeftOver(int count) =>
        $"{count} bytes are left over behind the BTF that is read, perhaps that of other compilation units. Link them by a linker that knows BTF.";

    /// <summary>What there is to say of a file that was probably made for another base.</summary>
    public static string WrongBase(string? basePath) =>
        $"was probably made for another base than {basePath ?? BtfCollection.BaseName}: its names begin in the middle of the base's strings. The answers are not to be trusted.";

    /// <summary>The kernel, for a module of it.</summary>
    private static string? BaseOf(string file)
    {
        string full = Path.GetFullPath(file);
        return Path.GetDirectoryName(full) == KernelFolder && Path.GetFileName(full) != BtfCollection.BaseName
            ? Path.Combine(KernelFolder, BtfCollection.BaseName)
            : null;
    }
}

using System.Diagnostics.CodeAnalysis;
using Btf.Compression;
using Btf.Core;

namespace Btf.Cli;

/// <summary>The place where a command looks: a file, the running kernel and its modules, or the sample.</summary>
internal sealed class Source : IDisposable
{
    /// <summary>The directory with the BTF of the running kernel and of its modules.</summary>
    public const string KernelFolder = "/sys/kernel/btf";

    private readonly BtfOpenOptions _options;
    private readonly bool _isKernel;
    private readonly Stack<BtfObject> _bases;
    private readonly string _baseName;
    private readonly List<BtfObject> _units = [];
    private string _file = "";
    private bool _isUnitChosen;
    private bool _isWarned;
    private bool _hasBadUnit;
    private BtfCollection? _modules;

    private Source(NamedObject first, Stack<BtfObject> bases, BtfOpenOptions options, bool isKernel, string baseName = BtfCollection.BaseName)
    {
        First = first;
        _bases = bases;
        _baseName = baseName;
        _options = options;
        _isKernel = isKernel;
    }

    /// <summary>Whether this is the running kernel, not a file.</summary>
    public bool IsKernel => _isKernel;

    /// <summary>The file's first unit, or the chosen one, or the kernel without its modules.</summary>
    public NamedObject First { get; }

    /// <summary>The same object, for commands that look at one only. Warns if the file holds more.</summary>
    public NamedObject Main
    {
        get
        {
            if (!_isUnitChosen && !_isWarned && First.Object.LeftOverByteCount is not 0 and int left)
            {
                _isWarned = true;
                Warning.Write($"{First.Name}: {LeftOver(left)} Only unit 0 is read: --unit 1 reads the next.");
            }

            return First;
        }
    }

    /// <summary>Whether opening a module or a unit has failed so far.</summary>
    public bool HasFailures => _hasBadUnit || _modules?.Failures.Length > 0;

    /// <summary>The first object, and then a file's other units or the kernel's modules, each opened when the walk reaches it. Reports those that cannot be opened.</summary>
    public IEnumerable<NamedObject> Objects
    {
        get
        {
            yield return First;
            foreach (NamedObject unit in OtherUnits())
            {
                yield return unit;
            }

            if (!_isKernel || !HasModules() || (_modules is null && !BtfCollection.TryOpenDirectory(KernelFolder, out _modules, out _, _options)))
            {
                yield break;
            }

            foreach ((string name, BtfObject module) in _modules)
            {
                if (name != BtfCollection.BaseName)
                {
                    yield return new NamedObject(name, module);
                }
            }

            foreach (BtfCollectionFailure failure in _modules.Failures)
            {
                Warning.Write(failure.ToString());
            }
        }
    }

    /// <summary>Opens a file over its base or, if no file is named, the running kernel.</summary>
    /// <param name="file">The file; null for the running kernel.</param>
    /// <param name="basePath">The base that the file is split from; null where it stands alone, or is a module of the running kernel.</param>
    /// <param name="lookup">How to find names: an index pays for many questions, not for one.</param>
    /// <param name="unit">The unit of the file to look at, from 0; null for all.</param>
    public static Source Open(string? file, string? basePath = null, NameLookup lookup = NameLookup.Scan, int? unit = null)
    {
        BtfOpenOptions options = new() { NameLookup = lookup };
        if (file is null)
        {
            return KernelBtf.TryOpen(out BtfObject? kernel, out BtfError error, options) || TryOpenById(out kernel, options)
                ? new Source(new NamedObject(BtfCollection.BaseName, kernel), new(), options, isKernel: true)
                : throw new ToolException(ExitCode.Unreadable, $"{error.Message} Name a FILE, or ask the sample with --sample.");
        }

        IReadOnlyList<string> basePaths = basePath is null ? DefaultBase.Of(file) : [.. DefaultBase.OfBase(basePath), basePath];
        basePath ??= basePaths.Count == 0 ? null : basePaths[^1];
        Stack<BtfObject> bases = new();
        foreach (string path in basePaths)
        {
            bases.Push(OpenFile(path, bases.Count == 0 ? null : bases.Peek(), options));
        }

        BtfObject? baseObject = bases.Count == 0 ? null : bases.Peek();
        BtfObject opened = OpenFile(file, baseObject, new BtfOpenOptions { NameLookup = lookup, Unit = unit ?? 0 });
        WarnOfWrongBase(file, opened, basePath);
        return new Source(new NamedObject(UnitName(file, unit ?? 0), opened), bases, options, isKernel: false, basePath ?? BtfCollection.BaseName)
        {
            _file = file,
            _isUnitChosen = unit is not null,
        };
    }

    /// <summary>Opens an object that the running kernel has loaded.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="name">Its name.</param>
    /// <param name="lookup">How to find names.</param>
    public static Source OpenLoaded(uint id, string name, NameLookup lookup)
    {
        BtfOpenOptions options = new() { NameLookup = lookup };
        Stack<BtfObject> bases = new();
        bool isModule = KernelBtf.TryListLoaded(out IReadOnlyList<LoadedBtf>? loaded, out _) && loaded.Any(item => item.Id == id && item.IsModule);
        if (isModule && (KernelBtf.TryOpen(out BtfObject? kernel, out _, options) || TryOpenById(out kernel, options)))
        {
            bases.Push(kernel);
        }

        return KernelBtf.TryOpenLoaded(id, bases.TryPeek(out BtfObject? below) ? below : null, out BtfObject? opened, out BtfError error, options)
            ? new Source(new NamedObject(name, opened), bases, options, isKernel: false)
            : throw new ToolException(ExitCode.Unreadable, $"{name}: {error.Message}");
    }

    /// <summary>Opens a file that others are split from, over its own base where it has one.</summary>
    public static Source OpenBase(string path) => Open(path, DefaultBase.OfBase(path) is [.., string below] ? below : null);

    /// <summary>Returns the name of the object that has a type.</summary>
    public string NameOf(NamedObject part, BtfType type) => type.Object == part.Object ? part.Name : _baseName;

    public void Dispose()
    {
        _modules?.Dispose();
        _units.ForEach(unit => unit.Dispose());
        First.Object.Dispose();
        foreach (BtfObject below in _bases)
        {
            below.Dispose();
        }
    }

    /// <summary>Whether the running kernel has modules. A collection of them would open the kernel once more.</summary>
    private static bool HasModules() => Directory.Exists(KernelFolder)
        && Directory.EnumerateFiles(KernelFolder, "*", new EnumerationOptions()).Any(file => Path.GetFileName(file) != BtfCollection.BaseName);

    private IEnumerable<NamedObject> OtherUnits()
    {
        BtfObject last = First.Object;
        for (int unit = 1; !_isUnitChosen && last.LeftOverByteCount is not 0 and int left; unit++)
        {
            BtfOpenOptions options = new() { NameLookup = _options.NameLookup, Unit = unit };
            if (!TryOpenFile(_file, _bases.TryPeek(out BtfObject? below) ? below : null, out BtfObject? opened, out BtfError error, options))
            {
                Warning.Write($"{_file}: {LeftOver(left)} They are not read: {error.Message}");
                _hasBadUnit = true;
                yield break;
            }

            _units.Add(last = opened);
            yield return new NamedObject(UnitName(_file, unit), opened);
        }
    }

    /// <summary>Opens the sample that the tool carries.</summary>
    public static Source OpenSample() => new(new NamedObject("sample", Sample.Open()), new(), new BtfOpenOptions(), isKernel: false);

    /// <summary>Asks the kernel for its own types, for which a capability is needed, if its files cannot be reached.</summary>
    public static bool TryOpenById([NotNullWhen(true)] out BtfObject? kernel, BtfOpenOptions options)
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

    /// <summary>Opens a file, over its base if it has one.</summary>
    public static bool TryOpenFile(
        string path, BtfObject? baseObject, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null)
    {
        BtfCompression.Register();
        if (InputFile.TryOpenStream(path) is { } stream)
        {
            using (stream)
            {
                return BtfObject.TryOpen(stream, baseObject, options, out result, out error);
            }
        }

        string readable = InputFile.PathOf(path);
        return baseObject is null
            ? BtfObject.TryOpen(readable, out result, out error, options)
            : BtfObject.TryOpenSplit(readable, baseObject, out result, out error, options);
    }

    private static BtfObject OpenFile(string path, BtfObject? baseObject, BtfOpenOptions options) =>
        TryOpenFile(path, baseObject, out BtfObject? result, out BtfError error, options)
            ? result
            : throw InputFile.Failure(path, error);

    /// <summary>Warns if a file was probably made for another base.</summary>
    public static void WarnOfWrongBase(string file, BtfObject opened, string? basePath)
    {
        if (opened.LooksLikeWrongBase())
        {
            Warning.Write($"{file}: {WrongBase(basePath)}");
        }
    }

    /// <summary>Returns the warning about bytes after the BTF.</summary>
    public static string LeftOver(int count) => $"{count} bytes follow the BTF that is read, as a linker that does not know BTF puts the units end to end.";

    /// <summary>Returns the name of a unit of a file.</summary>
    public static string UnitName(string file, int unit) => unit == 0 ? file : $"{file} (unit {unit})";

    /// <summary>Returns the warning about a file that was probably made for another base.</summary>
    public static string WrongBase(string? basePath) =>
        $"was probably made for another base than {basePath ?? BtfCollection.BaseName}: its names begin in the middle of the base's strings. The answers are not to be trusted.";
}

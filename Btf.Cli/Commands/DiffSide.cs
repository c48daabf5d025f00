using Btf.Core;

namespace Btf.Cli;

/// <summary>One side of a comparison: a file over its base, or a folder with a kernel and its modules.</summary>
internal sealed class DiffSide : IDisposable
{
    private readonly Source? _source;

    private DiffSide(string path, Source? source, BtfCollection? collection)
    {
        Path = path;
        _source = source;
        Collection = collection;
    }

    public string Path { get; }

    /// <summary>The folder's objects; null for a file.</summary>
    public BtfCollection? Collection { get; }

    /// <summary>The file's object, or the folder's kernel.</summary>
    public BtfObject Object => Collection?.Base ?? _source!.Main.Object;

    /// <summary>All objects.</summary>
    public IReadOnlyList<BtfObject> Objects
    {
        get
        {
            if (Collection is null)
            {
                return [Object];
            }

            List<BtfObject> objects = [];
            foreach ((_, BtfObject btf) in Collection)
            {
                objects.Add(btf);
            }

            return objects;
        }
    }

    /// <summary>Opens a file or a folder.</summary>
    public static DiffSide Open(string path, string? basePath)
    {
        if (!Directory.Exists(path))
        {
            return new DiffSide(path, Source.Open(path, basePath), null);
        }

        if (basePath is not null)
        {
            throw new ToolException(ExitCode.WrongUsage, $"{path}: a folder has its base, vmlinux, in it; --base is for files.");
        }

        if (!BtfCollection.TryOpenDirectory(path, out BtfCollection? collection, out BtfError error))
        {
            throw new ToolException(ExitCode.Unreadable, $"{path}: {error.Message}");
        }

        collection.LoadAll();
        foreach (BtfCollectionFailure failure in collection.Failures)
        {
            Warning.Write(failure.ToString());
        }

        return new DiffSide(path, null, collection);
    }

    public void Dispose()
    {
        Collection?.Dispose();
        _source?.Dispose();
    }
}

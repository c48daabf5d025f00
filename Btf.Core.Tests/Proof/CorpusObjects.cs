using System.Collections.Concurrent;

namespace Btf.Core.Tests;

/// <summary>Opens the corpus's files as stored or byte-swapped, with their bases. Bases are opened once and kept.</summary>
public static class CorpusObjects
{
    private static readonly ConcurrentDictionary<(string Path, bool Swapped), Lazy<BtfObject>> _bases = new();

    /// <summary>Returns the bytes of the file's BTF in a byte order.</summary>
    public static byte[] Bytes(string path, bool swapped) => InOrder(Corpus.ReadBtf(path), swapped);

    public static byte[] InOrder(byte[] btf, bool swapped) => swapped ? ByteSwapper.Swap(btf) : btf;

    public static BtfObject Base(string path, bool swapped) => _bases.GetOrAdd(
        (path, swapped),
        key => new Lazy<BtfObject>(() => BtfObject.FromMemory(Bytes(key.Path, key.Swapped)))).Value;

    /// <summary>Returns the file's object, with its base in the same byte order.</summary>
    public static BtfObject Open(CorpusFile file, bool swapped = false) => file.BasePath is null
        ? BtfObject.FromMemory(Bytes(file.Path, swapped))
        : BtfObject.FromMemory(Bytes(file.Path, swapped), Base(file.BasePath, swapped));
}

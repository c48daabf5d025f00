using System.Collections.Concurrent;

namespace Btf.Core.Tests;

/// <summary>Objects of the corpus's files as stored or byte-swapped, over their bases. Bases are opened once and kept.</summary>
public static class CorpusObjects
{
    private static readonly ConcurrentDictionary<(string Path, bool Swapped), Lazy<BtfObject>> _bases = new();

    /// <summary>The bytes of the file's BTF in the order asked for.</summary>
    public static byte[] Bytes(string path, bool swapped) => InOrder(Corpus.ReadBtf(path), swapped);

    public static byte[] InOrder(byte[] btf, bool swapped) => swapped ? ByteSwapper.Swap(btf) : btf;

    public static BtfObject Base(string path, bool swapped) => _bases.GetOrAdd(
        (path, swapped),
        key => new Lazy<BtfObject>(() => BtfObject.FromMemory(Bytes(key.Path, key.Swapped)))).Value;

    /// <summary>The file's object; a split one is over its base in the same byte order.</summary>
    public static BtfObject Open(CorpusFile file, bool swapped = false) => file.BasePath is null
        ? BtfObject.FromMemory(Bytes(file.Path, swapped))
        : BtfObject.FromMemory(Bytes(file.Path, swapped), Base(file.BasePath, swapped));
}

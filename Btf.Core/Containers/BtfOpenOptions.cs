using System.Collections.Immutable;

namespace Btf.Core;

/// <summary>Options for opening a BTF object. They never change; any number of calls can use one instance.</summary>
public sealed class BtfOpenOptions
{
    /// <summary>Whether to map a file (the default) or to copy it. See <see cref="BtfMemoryMode"/>.</summary>
    public BtfMemoryMode MemoryMode { get; init; } = BtfMemoryMode.Map;

    /// <summary>How to find types by name: by an index (the default) or without one.</summary>
    public NameLookup NameLookup { get; init; } = NameLookup.Index;

    /// <summary>
    /// The number of bytes that opening one file may decompress in all. The default is 1 GiB. More is an error, because otherwise a small file could fill the
    /// memory. Memory is allocated as data arrives, not by the size that a file claims. More than 2^31 - 1 bytes are never decompressed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is negative.</exception>
    public long MaxDecompressedSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    = 1L << 30;

    /// <summary>
    /// The unit of the data to open, by its index. The default, 0, is the first. A linker that does not know BTF joins the BTF of several compilation units end
    /// to end in one section. If another unit follows, the object's <see cref="BtfObject.LeftOverByteCount"/> is not 0. Units after the first are copied.
    /// Opening fails with <see cref="BtfErrorCode.NoBtf"/> if the data has fewer units. Methods that read the sections of a file as bytes ignore this option.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is negative.</exception>
    public int Unit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The size of a pointer in bytes, 4 or 8; 0, the default, to take it from the data. See <see cref="BtfObject.PointerSize"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is not 0, 4 or 8.</exception>
    public int PointerSize
    {
        get;
        init
        {
            if (value is not (0 or 4 or 8))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A pointer has 4 or 8 bytes; 0 takes its size from the data.");
            }

            field = value;
        }
    }

    /// <summary>
    /// Decompressors for this call, in addition to those registered for the process. A decompressor with the name of a registered one replaces it.
    /// </summary>
    /// <exception cref="ArgumentException">A magic has fewer than two bytes.</exception>
    public ImmutableArray<BtfDecompressor> Decompressors
    {
        get;
        init
        {
            field = value.IsDefault ? [] : value;
            foreach (BtfDecompressor decompressor in field)
            {
                BtfDecompressor.Check(decompressor);
            }
        }
    }

    = [];

    internal static BtfOpenOptions Default { get; } = new();
}

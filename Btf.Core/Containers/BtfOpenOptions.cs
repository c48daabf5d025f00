using System.Collections.Immutable;

namespace Btf.Core;

/// <summary>How to open a BTF object. Immutable; one instance can serve any number of calls.</summary>
public sealed class BtfOpenOptions
{
    /// <summary>Whether a file is mapped (the default) or copied. See <see cref="BtfMemoryMode"/>.</summary>
    public BtfMemoryMode MemoryMode { get; init; } = BtfMemoryMode.Map;

    /// <summary>How types are found by name: by an index (the default) or without one.</summary>
    public NameLookup NameLookup { get; init; } = NameLookup.Index;

    /// <summary>
    /// How many bytes opening one file may decompress in all. The default is 1 GiB. More is an error, because a small file could fill the
    /// memory. Memory is allocated as data arrives, not as a file claims to need. More than 2^31 - 1 bytes are never decompressed.
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
    /// Which unit of the data to open. The default, 0, is the first. Linkers that do not know BTF put the BTF of several compilation units end to end
    /// in one section. The object's <see cref="BtfObject.LeftOverByteCount"/> is not 0 if another unit follows. Units after the first are copied.
    /// Opening fails with <see cref="BtfErrorCode.NoBtf"/> if there are not so many units. Methods that read the sections of a file as bytes ignore it.
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

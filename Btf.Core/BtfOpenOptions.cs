namespace Btf.Core;

/// <summary>How to open a BTF object. Immutable; one instance can serve any number of calls.</summary>
public sealed class BtfOpenOptions
{
    /// <summary>Whether a file is mapped (the default) or copied. See <see cref="BtfMemoryMode"/> for what that means.</summary>
    public BtfMemoryMode MemoryMode { get; init; } = BtfMemoryMode.Map;

    /// <summary>How types are found by name: by an index (the default) or without one.</summary>
    public NameLookup NameLookup { get; init; } = NameLookup.Index;

    /// <summary>
    /// How many bytes opening one file may decompress in all: 1 GiB unless it is set. What is compressed better than that, by accident or to fill the
    /// memory, is an error. Memory is taken as data comes, not as a file claims to need. More than 2^31 - 1 bytes are never decompressed.
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
    /// Which unit of the data to open, from 0: the first unless it is set. Linkers that do not know BTF put the BTF of several compilation units end to end
    /// in one section. The object's <see cref="BtfObject.LeftOverByteCount"/> is not 0 where another unit follows. A unit that is not the first is copied.
    /// Opening fails with <see cref="BtfErrorCode.NoBtf"/> where there are not so many units. Where the sections of a file are read as bytes, it does not matter.
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

    internal static BtfOpenOptions Default { get; } = new();
}

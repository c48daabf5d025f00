namespace Btf.Core;

/// <summary>
/// Finds the BTF in a source: BTF itself, an ELF file, a kernel image, or any of these compressed. The content decides, not the name.
/// </summary>
internal sealed class BtfFinder
{
    private const int HeadLength = 1024;
    private const int PayloadHeadLength = 64;

    // People use a module in an archive in an archive at most; only bombs nest deeper.
    private const int MaximumDepth = 4;

    // The largest number of places to try in an image that look like compressed data.
    private const int MaximumTries = 256;

    // The tries may read this many times the length of the data. A false match usually fails early; hostile data can make each one read everything.
    private const int MaximumRereads = 16;

    // The tries may allocate this much, plus some for each byte of the image. A few bytes can look like the start of many bzip2 blocks, and the decoder
    // allocates 5.5 MB for each.
    private const long TryMemory = 8 << 20;
    private const long TryMemoryPerByte = 64;

    private readonly Decompression _decompression;
    private readonly CompressionFormats _formats;
    private readonly bool _withExtension;
    private int _tries;
    private long _memoryBound;

    /// <summary>Prepares a search.</summary>
    /// <param name="options">The bound on decompression.</param>
    /// <param name="withExtension">Whether to find <c>.BTF.ext</c> as well.</param>
    public BtfFinder(BtfOpenOptions options, bool withExtension = false)
    {
        _decompression = new Decompression(options.MaxDecompressedSize);
        _formats = new CompressionFormats(options.Decompressors);
        _withExtension = withExtension;
    }

    /// <summary>Finds the BTF.</summary>
    /// <param name="source">The source to search.</param>
    /// <param name="contents">The found sections, which the caller owns. They may be invalid BTF.</param>
    /// <returns>The error, if any.</returns>
    /// <exception cref="IOException">The source cannot be read, or is too large.</exception>
    public BtfError Find(ByteSource source, out Contents contents) => Find(source, 0, out contents);

    private BtfError Find(ByteSource source, int depth, out Contents contents)
    {
        contents = default;
        Span<byte> buffer = stackalloc byte[HeadLength];
        ReadOnlySpan<byte> head = buffer[..source.ReadHead(buffer)];
        if (BtfHeader.HasMagic(head))
        {
            contents.Btf = source.Open(0, Length(source));
            return default;
        }

        if (ElfHeader.IsElf(head))
        {
            return new ElfContainer(source, _decompression, _formats).Find(head, _withExtension, out contents);
        }

        // Images come first, because their start may look like a compression format without a magic number.
        if (KernelImage.TryRead(head, source.Length, out KernelImage image))
        {
            return FindInImage(image, source, depth, out contents);
        }

        if (_formats.Find(head) is { } decompressor)
        {
            return FindCompressed(decompressor, source, 0, Length(source), depth, out contents);
        }

        if (_formats.NameOfUnregistered(head) is { } unregistered)
        {
            return CompressionFormats.Unsupported(unregistered);
        }

        BtfError error = default;
        if (ContentKind.Name(head) is null)
        {
            error = FindAnywhere(source, depth, out contents);
        }

        if (contents.Btf is null && error.IsNone)
        {
            _ = BtfHeader.TryParse(head, out _, out error);
        }

        return error;
    }

    /// <summary>Returns a source's length if it fits into memory.</summary>
    private static int Length(ByteSource source) => source.Length <= int.MaxValue
        ? (int)source.Length
        : throw new IOException($"The file has {source.Length} bytes; more than {int.MaxValue} are supported in ELF files only.");

    private BtfError FindCompressed(BtfDecompressor decompressor, ByteSource source, long offset, int length, int depth, out Contents contents)
    {
        contents = default;
        if (depth == MaximumDepth)
        {
            return new BtfError(BtfErrorCode.DecompressedTooLarge, text: $"The data is compressed more than {MaximumDepth} times");
        }

        using BtfMemory packed = source.Peek(offset, length);
        BtfError error = _decompression.Run(decompressor, packed, 0, out GrowingBuffer? plain);
        if (plain is null)
        {
            return error;
        }

        using var inner = new BufferSource(plain);
        error = Find(inner, depth + 1, out contents);
        return error.Code == BtfErrorCode.BadMagic ? error.Within(decompressor.Name) : error;
    }

    private BtfError FindInImage(in KernelImage image, ByteSource source, int depth, out Contents contents)
    {
        BtfError error = FindPayload(image, source, depth, out contents);
        if (contents.Btf is not null)
        {
            return default;
        }

        BtfError other = FindAnywhere(source, depth, out contents);
        if (contents.Btf is not null)
        {
            return default;
        }

        return !error.IsNone ? error
            : !other.IsNone ? other
            : new BtfError(BtfErrorCode.NoBtf, text: $"It is a {image.Name}, and no BTF was found in it");
    }

    private BtfError FindPayload(in KernelImage image, ByteSource source, int depth, out Contents contents)
    {
        contents = default;
        if (image.PayloadLength is 0 or > int.MaxValue)
        {
            return default;
        }

        BtfDecompressor? decompressor;
        using (BtfMemory start = source.Peek(image.PayloadOffset, (int)Math.Min(image.PayloadLength, PayloadHeadLength)))
        {
            decompressor = _formats.Find(start.Span);
            if (decompressor is null)
            {
                return _formats.NameOfUnregistered(start.Span) is { } name ? CompressionFormats.Unsupported(name) : default;
            }
        }

        return FindCompressed(decompressor, source, image.PayloadOffset, (int)image.PayloadLength, depth, out contents);
    }

    /// <summary>Searches every place of the data for BTF, and for compressed data with BTF. False matches are skipped.</summary>
    private BtfError FindAnywhere(ByteSource source, int depth, out Contents contents)
    {
        contents = default;
        BtfError error = default;
        if (source.Length is 0 or > int.MaxValue)
        {
            return error;
        }

        using BtfMemory all = source.Peek(0, (int)source.Length);
        if (EmbeddedBtf.TryFind(all.Span, out int offset, out int length))
        {
            contents.Btf = source.Open(offset, length);
            return error;
        }

        _memoryBound = _memoryBound != 0 ? _memoryBound : GC.GetAllocatedBytesForCurrentThread() + TryMemory + (TryMemoryPerByte * all.Length);
        long inputBound = _decompression.InputRead + ((long)MaximumRereads * all.Length);
        foreach (BtfDecompressor decompressor in _formats.Decompressors)
        {
            error = FindAnywhere(decompressor, source, all, depth, inputBound, error, out contents);
            if (contents.Btf is not null || _decompression.IsExhausted)
            {
                break;
            }
        }

        return error;
    }

    private BtfError FindAnywhere(
        BtfDecompressor decompressor, ByteSource source, BtfMemory all, int depth, long inputBound, BtfError error, out Contents contents)
    {
        contents = default;
        int from = 0;
        int found;
        while (depth < MaximumDepth && CanTry(inputBound) && (found = all.Span[from..].IndexOf(decompressor.Magic)) >= 0)
        {
            int place = from + found;
            from = place + 1;
            if (decompressor.Matches(all.Span[place..]))
            {
                _tries++;
                BtfError tried = FindCompressed(decompressor, source, place, all.Length - place, depth, out contents);
                if (contents.Btf is not null)
                {
                    return default;
                }

                // An ELF file without BTF, or one that is too large, is probably the kernel, so its error counts; other errors come from false matches.
                error = tried.Code is BtfErrorCode.NoBtf or BtfErrorCode.DecompressedTooLarge ? tried : error;
            }
        }

        return error;
    }

    private bool CanTry(long inputBound) =>
        _tries < MaximumTries
        && _decompression.InputRead < inputBound
        && !_decompression.IsExhausted
        && GC.GetAllocatedBytesForCurrentThread() < _memoryBound;

    /// <summary>The sections of a file for a BTF object. The holder of this value owns the memory.</summary>
    internal struct Contents
    {
        /// <summary>The BTF data.</summary>
        public BtfMemory? Btf;

        /// <summary>The distilled base of a module (<c>.BTF.base</c>); null if the file has none.</summary>
        public BtfMemory? Base;

        /// <summary>The inlined functions (<c>.BTF.inline</c>); null if the file has none, or the caller did not request them.</summary>
        public BtfMemory? Inline;

        /// <summary>The <c>.BTF.ext</c> section of a BPF object; null if the file has none, or the caller did not request it.</summary>
        public BtfMemory? Extension;

        /// <summary>Releases all memory and its addresses.</summary>
        public readonly void Dispose()
        {
            Btf?.Dispose();
            Base?.Dispose();
            Inline?.Dispose();
            Extension?.Dispose();
        }
    }
}

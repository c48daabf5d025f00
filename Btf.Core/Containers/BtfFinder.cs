namespace Btf.Core;

/// <summary>
/// Finds the BTF in whatever a source holds: BTF itself, an ELF file, a kernel image, or any of these compressed. The content tells which.
/// </summary>
internal sealed class BtfFinder
{
    private const int HeadLength = 1024;
    private const int PayloadHeadLength = 64;

    // A module in an archive in an archive: nobody does more, but a bomb.
    private const int MaximumDepth = 4;

    // How many places in an image that look like compressed data are tried.
    private const int MaximumTries = 256;

    // How many times over the tries may read all of the data: a false match usually fails early, but hostile data need not.
    private const int MaximumRereads = 16;

    // How much the tries may allocate: some, and some for each byte of the image. A few bytes may look like the start of many blocks of bzip2, for each of
    // which its decoder sets 5.5 MB aside.
    private const long TryMemory = 8 << 20;
    private const long TryMemoryPerByte = 64;

    private readonly Decompression _decompression;
    private readonly CompressionFormats _formats;
    private readonly bool _withExtension;
    private int _tries;
    private long _memoryBound;

    /// <summary>Prepares a search.</summary>
    /// <param name="options">The bound on decompression.</param>
    /// <param name="withExtension">Whether <c>.BTF.ext</c> is asked for too.</param>
    public BtfFinder(BtfOpenOptions options, bool withExtension = false)
    {
        _decompression = new Decompression(options.MaxDecompressedSize);
        _formats = new CompressionFormats(BtfDecompressor.Beside(options.Decompressors));
        _withExtension = withExtension;
    }

    /// <summary>Finds it.</summary>
    /// <param name="source">Where to look.</param>
    /// <param name="contents">What was found; the caller's. That it is valid BTF is not checked.</param>
    /// <returns>What is wrong.</returns>
    /// <exception cref="IOException">The source cannot be read, or is too large.</exception>
    public BtfError Find(ByteSource source, out BtfContents contents) => Find(source, 0, out contents);

    private BtfError Find(ByteSource source, int depth, out BtfContents contents)
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

        // Images come first: what they start with may look like one of the compressions that have no magic number.
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

    /// <summary>A source's length, where it is one that memory can have.</summary>
    private static int Length(ByteSource source) => source.Length <= int.MaxValue
        ? (int)source.Length
        : throw new IOException($"The file has {source.Length} bytes; more than {int.MaxValue} are supported in ELF files only.");

    private BtfError FindCompressed(BtfDecompressor decompressor, ByteSource source, long offset, int length, int depth, out BtfContents contents)
    {
        contents = default;
        if (depth == MaximumDepth)
        {
            return new BtfError(BtfErrorCode.DecompressedTooLarge, text: $"The data is compressed more than {MaximumDepth} times over");
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

    private BtfError FindInImage(in KernelImage image, ByteSource source, int depth, out BtfContents contents)
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

    private BtfError FindPayload(in KernelImage image, ByteSource source, int depth, out BtfContents contents)
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

    /// <summary>Looks for BTF at any place of the data, and for compressed data that has some. What only looks like it is passed over.</summary>
    private BtfError FindAnywhere(ByteSource source, int depth, out BtfContents contents)
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
        BtfDecompressor decompressor, ByteSource source, BtfMemory all, int depth, long inputBound, BtfError error, out BtfContents contents)
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

                // An ELF file without BTF, or one that is too large, is likely the kernel; other failures mean a false match.
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
}

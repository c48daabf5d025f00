namespace Btf.Core;

/// <summary>Finds the BTF sections of an ELF file. It reads only the header, the section table, the names and those sections.</summary>
internal sealed class ElfContainer
{
    private readonly ByteSource _source;
    private readonly Decompression _decompression;
    private readonly CompressionFormats _formats;

    public ElfContainer(ByteSource source, Decompression decompression, CompressionFormats formats)
    {
        _source = source;
        _decompression = decompression;
        _formats = formats;
    }

    /// <summary>Finds the sections.</summary>
    /// <param name="head">The file's first bytes.</param>
    /// <param name="withExtension">Whether to find <c>.BTF.ext</c> and <c>.BTF.inline</c> as well.</param>
    /// <param name="contents">The sections.</param>
    /// <returns>The error, if any.</returns>
    public BtfError Find(ReadOnlySpan<byte> head, bool withExtension, out BtfFinder.Contents contents)
    {
        contents = default;
        BtfError error = ReadHeader(head, out ElfHeader header);
        if (!error.IsNone)
        {
            return error;
        }

        using BtfMemory table = _source.Peek((long)header.TableOffset, (int)header.TableLength);
        error = FindNames(header, table.Span, out ElfSection names);
        if (!error.IsNone)
        {
            return error;
        }

        using BtfMemory nameMemory = _source.Peek((long)names.Offset, (int)names.Size);
        var sections = new ElfSectionTable(header, table.Span, nameMemory.Span, _source.Length);
        return Find(sections, header, withExtension, ref contents);
    }

    private BtfError ReadHeader(ReadOnlySpan<byte> head, out ElfHeader header)
    {
        BtfError error = ElfHeader.Parse(head, out header);
        if (error.IsNone && header.IsExtended)
        {
            error = header.CheckFirstEntry(_source.Length);
            if (error.IsNone)
            {
                using BtfMemory first = _source.Peek((long)header.TableOffset, (int)header.EntrySize);
                header = header.Extend(ElfSection.Read(first.Span, header.Is64, header.IsSwapped));
            }
        }

        if (error.IsNone)
        {
            error = header.Count == 0
                ? new BtfError(BtfErrorCode.NoBtf, text: "The ELF file has no BTF: it has no sections")
                : header.CheckTable(_source.Length);
        }

        return error;
    }

    private BtfError FindNames(in ElfHeader header, ReadOnlySpan<byte> table, out ElfSection names)
    {
        names = default;
        if (header.NamesIndex >= header.Count)
        {
            return new BtfError(
                BtfErrorCode.BadElf,
                header.Is64 ? 62 : 50,
                text: $"The ELF sections' names are in section {header.NamesIndex}; there are {header.Count}");
        }

        // Index 0 means that there is no section of names.
        if (header.NamesIndex != 0)
        {
            int place = (int)(header.NamesIndex * header.EntrySize);
            names = ElfSection.Read(table[place..], header.Is64, header.IsSwapped);
            if (names.IsNoBits || names.Size > int.MaxValue || !names.IsInside((ulong)_source.Length))
            {
                return new BtfError(
                    BtfErrorCode.BadElf,
                    (long)header.TableOffset + place,
                    text: $"The ELF section of names, of {names.Size} bytes from byte {names.Offset}, is not in the file, which has {_source.Length} bytes");
            }
        }

        return default;
    }

    private BtfError Find(in ElfSectionTable sections, in ElfHeader header, bool withExtension, ref BtfFinder.Contents contents)
    {
        BtfError error = Load(sections, header, ".BTF", out contents.Btf);
        if (error.IsNone && contents.Btf is null)
        {
            error = new BtfError(BtfErrorCode.NoBtf, text: $"The ELF file has no .BTF section: {sections.ListNames()}");
        }

        if (error.IsNone)
        {
            error = Load(sections, header, ".BTF.base", out contents.Base);
        }

        if (error.IsNone && withExtension)
        {
            error = Load(sections, header, ".BTF.ext", out contents.Extension);
        }

        if (error.IsNone && withExtension)
        {
            error = Load(sections, header, ".BTF.inline", out contents.Inline);
        }

        if (!error.IsNone)
        {
            contents.Dispose();
            contents = default;
        }

        return error;
    }

    private BtfError Load(in ElfSectionTable sections, in ElfHeader header, string name, out BtfMemory? content)
    {
        content = null;
        int index = sections.IndexOf(name);
        BtfError error = index < 0 ? default : sections.Check(index, name);
        if (index < 0 || !error.IsNone)
        {
            return error;
        }

        ElfSection section = sections[index];
        if (section.IsCompressed)
        {
            return Inflate(section, header, name, out content);
        }

        content = _source.Open((long)section.Offset, (int)section.Size);
        return default;
    }

    private BtfError Inflate(in ElfSection section, in ElfHeader header, string name, out BtfMemory? content)
    {
        content = null;
        using BtfMemory packed = _source.Peek((long)section.Offset, (int)section.Size);
        if (!ElfCompressionHeader.TryRead(packed.Span, header.Is64, header.IsSwapped, out ElfCompressionHeader compression))
        {
            return Error(BtfErrorCode.BadElf, section, $"The ELF section {name} of {section.Size} bytes is too short for the header of a compressed one");
        }

        BtfDecompressor? decompressor = compression.Type switch
        {
            ElfCompressionHeader.Zlib => ZlibDecompressor.Instance,
            ElfCompressionHeader.Zstd => _formats.Find("zstd"),
            _ => null,
        };
        if (decompressor is null)
        {
            return compression.Type == ElfCompressionHeader.Zstd
                ? CompressionFormats.Unsupported("zstd")
                : Error(BtfErrorCode.UnsupportedCompression, section, $"The ELF section {name} is compressed by method {compression.Type}, which is not known");
        }

        BtfError error = _decompression.Run(decompressor, packed, compression.Length, out GrowingBuffer? inflated, (long)Math.Min(compression.Size, int.MaxValue));
        if (inflated is null)
        {
            return error;
        }

        using var source = new BufferSource(inflated);
        if ((ulong)source.Length != compression.Size)
        {
            return Error(BtfErrorCode.BadCompression, section, $"The ELF section {name} inflates to {source.Length} bytes, and says that it has {compression.Size}");
        }

        content = source.Open(0, (int)source.Length);
        return default;
    }

    private static BtfError Error(BtfErrorCode code, in ElfSection section, string text) => new(code, (long)section.Offset, text: text);
}

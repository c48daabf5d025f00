namespace Btf.Testing;

/// <summary>Changes ELF files field by field: the header, the section table, names, and compressed sections with their content.</summary>
/// <param name="random">The source of chance.</param>
/// <param name="mutateContent">Makes a mutant of a section's content.</param>
public sealed class ElfMutator(Random random, Func<byte[], byte[]> mutateContent)
{
    public byte[] Mutate(ElfImage image)
    {
        for (int changes = 1 + random.Next(1 + random.Next(5)); changes > 0; changes--)
        {
            Change(image);
        }

        return image.Data;
    }

    private void Change(ElfImage image)
    {
        ElfField[] section = Pick(image.Sections);
        ElfField[] other = Pick(image.Sections);
        switch (random.Next(12))
        {
            case 0:
                Set(image, Pick(image.Header));
                break;
            case < 4:
                Set(image, Pick(section));
                break;
            case 4:
                // The name of another section, or a part of it.
                image[section[ElfImage.NameField]] = image[other[ElfImage.NameField]] + (random.Next(4) == 0 ? 1u : 0);
                break;
            case 5:
                CopyEntry(image, section, other);
                break;
            case 6:
                Extend(image);
                break;
            case 7:
                Compress(image, section);
                break;
            case 8 when image.CompressionHeader(section) is { Length: > 0 } header:
                Set(image, Pick(header));
                break;
            case 9:
                image.Data[4 + random.Next(3)] = (byte)random.Next(4);
                break;
            default:
                ReplaceContent(image, section);
                break;
        }
    }

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];

    private void Set(ElfImage image, ElfField field) => image[field] = random.Next(8) switch
    {
        0 => 0,
        1 => ulong.MaxValue >> random.Next(3),
        2 => 1ul << random.Next(64),
        3 => (ulong)(image.Data.Length + random.Next(-2, 3)),
        4 => image[field] + (ulong)random.Next(-4, 5),
        5 => (ulong)image.Data.Length - image[field],
        6 => image[Pick(Pick(image.Sections))],
        _ => (ulong)random.Next(70),
    };

    private void CopyEntry(ElfImage image, ElfField[] section, ElfField[] other)
    {
        for (int i = 0; i < section.Length; i++)
        {
            if (random.Next(8) != 0)
            {
                image[section[i]] = image[other[i]];
            }
        }
    }

    /// <summary>Moves the number of sections and the index of the section of names to the table's first entry.</summary>
    private void Extend(ElfImage image)
    {
        ElfField[] first = image.Sections[0];
        if (random.Next(4) != 0)
        {
            image[first[ElfImage.SizeField]] = image[image.Header[ElfImage.CountField]];
            image[image.Header[ElfImage.CountField]] = 0;
        }

        image[first[ElfImage.LinkField]] = image[image.Header[ElfImage.NamesField]];
        image[image.Header[ElfImage.NamesField]] = 0xFFFF;
    }

    private void ReplaceContent(ElfImage image, ElfField[] section)
    {
        (int offset, int length) = image.Content(section);
        if (length != 0 && !IsCompressed(image, section))
        {
            image.Replace(section, mutateContent(image.Data[offset..(offset + length)]));
        }
    }

    private void Compress(ElfImage image, ElfField[] section)
    {
        (int offset, int length) = image.Content(section);
        if (length == 0)
        {
            return;
        }

        if (IsCompressed(image, section))
        {
            image[section[ElfImage.FlagsField]] &= ~ElfBuilder.CompressedFlag;
            return;
        }

        byte[] content = image.Data[offset..(offset + length)];
        bool isZlib = random.Next(2) == 0;
        image.Replace(section, [.. image.MakeCompressionHeader(isZlib ? 1u : 2, length), .. isZlib ? Packer.Zlib(content) : Wrapper.Zstd(content, 1)]);
        image[section[ElfImage.FlagsField]] |= ElfBuilder.CompressedFlag;
    }

    private static bool IsCompressed(ElfImage image, ElfField[] section) => (image[section[ElfImage.FlagsField]] & ElfBuilder.CompressedFlag) != 0;
}

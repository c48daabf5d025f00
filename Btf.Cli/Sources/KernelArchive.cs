using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using Btf.Core;

namespace Btf.Cli;

/// <summary>A tar archive of kernels, compressed or not. It is read once from start to end.</summary>
internal sealed class KernelArchive : IDisposable
{
    private const int MagicOffset = 257;
    private const int HeadLength = 512;
    private readonly FileStream _file;
    private readonly Stream _content;

    private KernelArchive(FileStream file, Stream content)
    {
        _file = file;
        _content = content;
    }

    /// <summary>Opens a file as an archive; returns false if it is not one.</summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out KernelArchive? archive)
    {
        archive = null;
        FileStream file = InputFile.OpenRead(path);
        try
        {
            if (IsArchive(file))
            {
                file.Position = 0;
                archive = new KernelArchive(file, BtfDecompressor.OpenAny(file) ?? file);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Decompressors throw all kinds of exceptions for damaged data. Opening the file as BTF reports what is wrong.
        }

        if (archive is null)
        {
            file.Dispose();
        }

        return archive is not null;
    }

    /// <summary>Opens each regular file in the archive that has BTF. For a file that cannot be opened, and at the end of a damaged archive, returns a reason instead.</summary>
    public IEnumerable<(string Name, BtfObject? Btf, string Reason)> Read(BtfOpenOptions options)
    {
        using var reader = new TarReader(_content);
        string reason;
        while (TryNext(reader, out TarEntry? entry, out reason))
        {
            if (entry is { DataStream: { } data, EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile } && !BpfFile.IsObjectName(entry.Name))
            {
                (BtfObject? btf, reason) = Open(data, options);
                if (btf is not null || reason.Length > 0)
                {
                    yield return (entry.Name, btf, reason);
                }
            }
        }

        if (reason.Length > 0)
        {
            yield return ("", null, reason);
        }
    }

    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }

    private static bool IsArchive(FileStream file)
    {
        using Stream? content = BtfDecompressor.OpenAny(file);
        Span<byte> head = stackalloc byte[HeadLength];
        return (content ?? file).ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) == HeadLength && head[MagicOffset..].StartsWith("ustar"u8);
    }

    /// <summary>Opens a file of the archive. Returns neither BTF nor a reason for a file that is something else.</summary>
    private static (BtfObject? Btf, string Reason) Open(Stream data, BtfOpenOptions options)
    {
        try
        {
            return BtfObject.TryOpen(data, null, options, out BtfObject? btf, out BtfError error) ? (btf, "")
                : (null, error.Code == BtfErrorCode.BadMagic ? "" : error.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, Damage(e));
        }
    }

    private static bool TryNext(TarReader reader, [NotNullWhen(true)] out TarEntry? entry, out string reason)
    {
        entry = null;
        reason = "";
        try
        {
            entry = reader.GetNextEntry();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            reason = Damage(e);
        }

        return entry is not null;
    }

    private static string Damage(Exception e) => $"The archive is damaged or cut short: {e.Message}";
}

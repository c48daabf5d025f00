using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core.Values;

/// <summary>Reads the memory of the running kernel through <c>/proc/kcore</c>. Needs root, and a kernel that is not locked down.</summary>
/// <remarks>
/// The file is a 64-bit ELF core dump; its segments map addresses to file offsets (<c>proc_kcore(5)</c>). The memory may change at any time. Symbols come from
/// <c>/proc/kallsyms</c>.
/// </remarks>
public sealed class KernelMemory : IBtfMemoryReader, IDisposable
{
    private const string CoreFile = "/proc/kcore";
    private const string SymbolFile = "/proc/kallsyms";
    private const int HeaderLength = 64;
    private const int SegmentLength = 56;
    private const uint LoadSegment = 1;

    private readonly SafeFileHandle _file;
    private readonly KernelSegment[] _segments;

    private KernelMemory(SafeFileHandle file, KernelSegment[] segments)
    {
        _file = file;
        _segments = segments;
    }

    /// <summary>Opens the running kernel's memory.</summary>
    /// <exception cref="UnauthorizedAccessException">The process may not read it.</exception>
    /// <exception cref="IOException">The file does not exist, or is not a 64-bit core dump.</exception>
    public static KernelMemory Open()
    {
        if (!TryOpen(CoreFile, out KernelMemory? memory, out BtfError error))
        {
            SourceError.Throw(error);
        }

        return memory;
    }

    /// <summary>Finds the address of a symbol of the running kernel or of one of its modules.</summary>
    /// <param name="symbol">The symbol's name, such as <c>init_task</c>.</param>
    /// <param name="address">The address of the first symbol of that name.</param>
    /// <returns>Whether the symbol exists and the kernel shows its address, which it does only with the capability <c>CAP_SYSLOG</c>.</returns>
    /// <exception cref="IOException">The kernel's list of symbols cannot be read.</exception>
    public static bool TryFindSymbol(string symbol, out ulong address)
    {
        ArgumentException.ThrowIfNullOrEmpty(symbol);
        address = 0;
        foreach (string line in File.ReadLines(SymbolFile))
        {
            // A line is "ffffffff82a0c940 D init_task". A module's symbol is followed by a tab and the module's name in brackets.
            string[] words = line.Split([' ', '\t'], 4);
            if (words.Length >= 3 && words[2] == symbol)
            {
                return ulong.TryParse(words[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address) && address != 0;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The memory is disposed.</exception>
    public bool TryRead(ulong address, Span<byte> destination)
    {
        foreach (KernelSegment segment in _segments)
        {
            if (address >= segment.Address && address - segment.Address < segment.Length && (ulong)destination.Length <= segment.Length - (address - segment.Address))
            {
                return TryReadAll((long)(segment.FileOffset + (address - segment.Address)), destination);
            }
        }

        return false;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Opens a 64-bit core dump in this machine's byte order.</summary>
    internal static bool TryOpen(string path, [NotNullWhen(true)] out KernelMemory? memory, out BtfError error)
    {
        memory = null;
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path);
            Span<byte> header = stackalloc byte[HeaderLength];
            int length = RandomAccess.Read(file, header, 0);
            if (length < HeaderLength || !header.StartsWith("\u007FELF\u0002"u8) || (header[5] == 1) != BitConverter.IsLittleEndian)
            {
                error = SourceError.Unreadable($"{path} is not a 64-bit ELF core dump in this machine's byte order");
                file.Dispose();
                return false;
            }

            memory = new KernelMemory(file, ReadSegments(file, BitConverter.ToUInt64(header[32..]), BitConverter.ToUInt16(header[56..])));
            error = default;
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            error = new BtfError(BtfErrorCode.NotPermitted, text: $"{path} can be read only by root, with the capability CAP_SYS_RAWIO, and only if the kernel is not locked down");
        }
        catch (IOException e)
        {
            error = SourceError.Unreadable($"The kernel's memory cannot be read: {e.Message.TrimEnd('.')}");
        }

        file?.Dispose();
        return false;
    }

    private static KernelSegment[] ReadSegments(SafeFileHandle file, ulong tableOffset, int count)
    {
        byte[] table = new byte[count * SegmentLength];
        int length = RandomAccess.Read(file, table, (long)Math.Min(tableOffset, long.MaxValue));
        List<KernelSegment> segments = [];
        for (int start = 0; start + SegmentLength <= length; start += SegmentLength)
        {
            ReadOnlySpan<byte> entry = table.AsSpan(start, SegmentLength);
            ulong fileOffset = BitConverter.ToUInt64(entry[8..]);
            ulong size = BitConverter.ToUInt64(entry[32..]);
            if (BitConverter.ToUInt32(entry) == LoadSegment && fileOffset <= long.MaxValue && size <= long.MaxValue - fileOffset)
            {
                segments.Add(new KernelSegment(BitConverter.ToUInt64(entry[16..]), size, fileOffset));
            }
        }

        return [.. segments];
    }

    private bool TryReadAll(long offset, Span<byte> destination)
    {
        try
        {
            while (!destination.IsEmpty)
            {
                int count = RandomAccess.Read(_file, destination, offset);
                if (count == 0)
                {
                    return false;
                }

                destination = destination[count..];
                offset += count;
            }

            return true;
        }
        catch (IOException)
        {
            // Reading an address that the kernel has not mapped is an error.
            return false;
        }
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>A BPF object file, as compilers write it: an ELF file with programs, their types, and the places to relocate for each kernel.</summary>
/// <remarks>
/// The file is read into memory once. Any number of threads may read the object at once. After <see cref="Dispose"/>, <see cref="Extension"/> and
/// <see cref="Btf"/> throw <see cref="ObjectDisposedException"/> when they are read. The format is that of <c>elf(5)</c>.
/// </remarks>
public sealed class BpfObjectFile : IDisposable
{
    private readonly byte[] _image;
    private readonly BpfElfReader _elf;

    private BpfObjectFile(byte[] image, BpfElfReader elf, BtfObject btf, BtfExtension? extension)
    {
        _image = image;
        _elf = elf;
        Btf = btf;
        Extension = extension;
        Functions = ReadFunctions();
        FunctionPlaces = new FunctionTable(Functions);
        IsBigEndian = btf.ByteOrder == BtfByteOrder.BigEndian;
    }

    /// <summary>Returns the types; disposed with this object.</summary>
    public BtfObject Btf { get; }

    /// <summary>Returns functions, lines and CO-RE relocations; null if the file has no <c>.BTF.ext</c>. Disposed with this object.</summary>
    public BtfExtension? Extension { get; }

    /// <summary>The functions, by section and place.</summary>
    internal ImmutableArray<BpfFunction> Functions { get; }

    /// <summary>The functions by their places.</summary>
    internal FunctionTable FunctionPlaces { get; }

    /// <summary>The bytes of the file, as a span.</summary>
    internal ReadOnlySpan<byte> Image => _image;

    /// <summary>The bytes of the file, for callers that keep them.</summary>
    internal ReadOnlyMemory<byte> ImageMemory => _image;

    /// <summary>Sections, symbols and relocations.</summary>
    internal BpfElfReader Elf => _elf;

    /// <summary>Whether the file is big-endian.</summary>
    internal bool IsBigEndian { get; }

    /// <summary>Reads a BPF object file from the caller's memory. The object keeps a copy.</summary>
    /// <param name="memory">The content of the file.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The data is not a 64-bit ELF file, has no valid BTF, or its <c>.BTF.ext</c> is damaged.</exception>
    public static BpfObjectFile FromMemory(ReadOnlyMemory<byte> memory)
    {
        BtfError error = TryCreate(memory.ToArray(), out BpfObjectFile? result);
        if (result is null)
        {
            error.Throw();
        }

        return result;
    }

    /// <summary>Reads a BPF object file from the caller's memory, and reports an error instead of throwing. See <see cref="FromMemory"/>.</summary>
    /// <param name="memory">The content of the file.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">The error.</param>
    /// <returns>Whether the object was opened.</returns>
    public static bool TryFromMemory(ReadOnlyMemory<byte> memory, [NotNullWhen(true)] out BpfObjectFile? result, out BtfError error)
    {
        error = TryCreate(memory.ToArray(), out result);
        return result is not null;
    }

    /// <summary>Opens a BPF object file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The file is not a 64-bit ELF file, has no valid BTF, or its <c>.BTF.ext</c> is damaged.</exception>
    /// <exception cref="IOException">The file is missing, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is a directory, or this process may not read it.</exception>
    public static BpfObjectFile Open(string path)
    {
        BtfError error = TryCreate(ReadFile(path), out BpfObjectFile? result);
        if (result is null)
        {
            error.Throw();
        }

        return result;
    }

    /// <summary>Opens a BPF object file, and reports an error instead of throwing. See <see cref="Open"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">The error; <see cref="BtfErrorCode.Unreadable"/> if the file cannot be read.</param>
    /// <returns>Whether the object was opened.</returns>
    public static bool TryOpen(string path, [NotNullWhen(true)] out BpfObjectFile? result, out BtfError error)
    {
        result = null;
        try
        {
            error = TryCreate(ReadFile(path), out result);
        }
        catch (Exception e) when (BadPathException.IsUnreadable(e))
        {
            error = new BtfError(BtfErrorCode.Unreadable, text: e.Message);
        }

        return result is not null;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Extension?.Dispose();
        Btf.Dispose();
    }

    /// <summary>Parses the content of a file.</summary>
    /// <returns>The error, if any.</returns>
    internal static BtfError TryCreate(byte[] image, out BpfObjectFile? result)
    {
        result = null;
        BtfError error = BpfElfReader.Read(image, out BpfElfReader? elf);
        if (elf is null)
        {
            return error;
        }

        using var source = new MemorySource(image);
        error = BtfExtension.TryCreate(source, null, out BtfExtension? extension);
        if (extension is not null)
        {
            result = new BpfObjectFile(image, elf, extension.Btf, extension);
        }
        else if (error.Code == BtfErrorCode.NoExtension && BtfObject.TryFromMemory(image, out BtfObject? btf, out error))
        {
            result = new BpfObjectFile(image, elf, btf, null);
        }

        return error;
    }

    /// <summary>Finds the first section that has this name and content.</summary>
    internal bool TryFindSection(string name, out BpfSection section) => _elf.SectionsByName.TryGetValue(name, out section);

    private static byte[] ReadFile(string path)
    {
        using FileSource file = new(path, BtfMemoryMode.Map);
        Span<byte> buffer = stackalloc byte[sizeof(uint)];
        ReadOnlySpan<byte> head = buffer[..file.ReadHead(buffer)];
        if (!ElfHeader.IsElf(head))
        {
            // The rest of something else is not read: it may be very long.
            return head.ToArray();
        }

        if (file.Length > Array.MaxLength)
        {
            throw new IOException($"The file has {file.Length} bytes; a BPF object file has at most {Array.MaxLength}.");
        }

        using BtfMemory all = file.Peek(0, (int)file.Length);
        return all.Span.ToArray();
    }

    /// <summary>Returns the functions by section and place; of several at one place, in the order of their symbols.</summary>
    private ImmutableArray<BpfFunction> ReadFunctions()
    {
        List<(BpfFunction Function, int Order)> found = [];
        foreach (BpfSymbol symbol in _elf.Symbols)
        {
            if (IsFunction(symbol))
            {
                found.Add((ToFunction(symbol), found.Count));
            }
        }

        found.Sort(static (left, right) => string.CompareOrdinal(left.Function.SectionName, right.Function.SectionName) is not 0 and var bySection ? bySection
            : left.Function.Offset != right.Function.Offset ? left.Function.Offset.CompareTo(right.Function.Offset)
            : left.Order.CompareTo(right.Order));
        return [.. found.Select(entry => entry.Function)];
    }

    private bool IsFunction(BpfSymbol symbol) =>
        symbol.Type == BpfSymbol.Function && _elf.Sections.TryGetValue(symbol.Section, out BpfSection section) && section.IsExecutable
        && symbol.Value < (ulong)section.Size && symbol.Size <= (ulong)section.Size - symbol.Value && symbol.Value % BpfInstruction.Size == 0;

    private BpfFunction ToFunction(BpfSymbol symbol) =>
        new(symbol.Name, _elf.Sections[symbol.Section].Name, (int)symbol.Value, (int)symbol.Size, symbol.IsGlobal);
}

using System.Diagnostics.CodeAnalysis;

namespace Btf.Core.Extensions;

/// <summary>
/// The <c>.BTF.ext</c> section of a BPF object: the type of each function, the source lines of instructions, and the CO-RE relocations. It owns the memory
/// that its views read.
/// </summary>
/// <remarks>
/// <para>
/// Opening checks every block of every part. Type ids, string offsets and instruction offsets are checked when they are used: a bad one throws, and other
/// records stay readable. Records may be longer than known; the rest is skipped. After opening nothing allocates.
/// </para>
/// <para>After <see cref="Dispose"/>, the object and its views throw <see cref="ObjectDisposedException"/>. Any number of threads may read at once.</para>
/// </remarks>
public sealed partial class BtfExtension : IDisposable
{
    private readonly BtfMemory _memory;
    private readonly ExtensionHeader _header;
    private readonly ExtensionCursor[] _starts;
    private readonly int[] _counts;
    private readonly bool _ownsBtf;
    private volatile bool _closed;

    private BtfExtension(BtfMemory memory, in ExtensionHeader header, ExtensionCursor[] starts, int[] counts, BtfObject btf, bool ownsBtf)
    {
        _memory = memory;
        _header = header;
        _starts = starts;
        _counts = counts;
        Btf = btf;
        _ownsBtf = ownsBtf;
    }

    /// <summary>Returns the types and strings that the records refer to. Disposed with this object if <see cref="Open"/> or <see cref="OpenLoaded"/> made it.</summary>
    public BtfObject Btf { get; }

    /// <summary>Returns the function records, in the order of the data.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfExtensionRecords<BtfFunctionInfo> Functions => new(this);

    /// <summary>Returns the line records, in the order of the data.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfExtensionRecords<BtfLineInfo> Lines => new(this);

    /// <summary>Returns the CO-RE relocations, in the order of the data.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfExtensionRecords<BtfCoreRelocation> CoreRelocations => new(this);

    /// <summary>Opens the <c>.BTF</c> and <c>.BTF.ext</c> sections of a BPF object file.</summary>
    /// <param name="path">An ELF file. See <see cref="BtfObject.Open(string, BtfOpenOptions)"/> about mapped files.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The file has no valid BTF, or no valid <c>.BTF.ext</c>.</exception>
    /// <exception cref="IOException">The file is missing, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is a directory, or this process may not read it.</exception>
    public static BtfExtension Open(string path, BtfOpenOptions? options = null)
    {
        using var file = new FileSource(path, (options ?? BtfOpenOptions.Default).MemoryMode);
        BtfError error = TryCreate(file, options, out BtfExtension? result);
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
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    public static bool TryOpen(string path, [NotNullWhen(true)] out BtfExtension? result, out BtfError error, BtfOpenOptions? options = null)
    {
        try
        {
            using var file = new FileSource(path, (options ?? BtfOpenOptions.Default).MemoryMode);
            error = TryCreate(file, options, out result);
        }
        catch (Exception e) when (BadPathException.IsUnreadable(e))
        {
            result = null;
            error = new BtfError(BtfErrorCode.Unreadable, text: e.Message);
        }

        return result is not null;
    }

    /// <summary>Reads the content of a <c>.BTF.ext</c> section in the caller's memory, which must not change while the object is used.</summary>
    /// <param name="memory">The section. It is pinned until the object is collected.</param>
    /// <param name="btf">The types of the same program; not disposed with the result.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The section is not valid, or its byte order is not that of the types.</exception>
    public static BtfExtension FromMemory(ReadOnlyMemory<byte> memory, BtfObject btf)
    {
        if (!TryFromMemory(memory, btf, out BtfExtension? result, out BtfError error))
        {
            error.Throw();
        }

        return result;
    }

    /// <summary>Reads the content of a <c>.BTF.ext</c> section, and reports an error instead of throwing. See <see cref="FromMemory"/>.</summary>
    /// <param name="memory">The section.</param>
    /// <param name="btf">The types of the same program; not disposed with the result.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">The error.</param>
    /// <returns>Whether the section is valid.</returns>
    public static bool TryFromMemory(ReadOnlyMemory<byte> memory, BtfObject btf, [NotNullWhen(true)] out BtfExtension? result, out BtfError error)
    {
        ArgumentNullException.ThrowIfNull(btf);
        using var source = new MemorySource(memory);
        error = TryCreate(source.Open(0, memory.Length), btf, ownsBtf: false, out result);
        return result is not null;
    }

    /// <summary>Finds the source line of an instruction: the last record of its section at or before it.</summary>
    /// <param name="sectionName">The ELF section's name, in UTF-8.</param>
    /// <param name="instructionOffset">The instruction's offset in bytes from the start of the section.</param>
    /// <param name="line">The line.</param>
    /// <returns>Whether there is one.</returns>
    /// <remarks>Reads all records, because linkers may write several blocks of one section in any order.</remarks>
    /// <exception cref="BtfFormatException">The name of a block's section is past the end of the strings.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool TryFindLine(ReadOnlySpan<byte> sectionName, uint instructionOffset, out BtfLineInfo line)
    {
        line = default;
        bool found = false;
        uint best = 0;
        uint? known = null;
        bool matches = false;
        ExtensionCursor cursor = Start(BtfExtensionPart.Lines);
        while (Step(ref cursor))
        {
            if (known != cursor.SectionNameOffset)
            {
                known = cursor.SectionNameOffset;
                matches = StringAt(cursor.SectionNameOffset).Equals(sectionName);
            }

            uint offset = matches ? ReadWord(cursor.Place) : uint.MaxValue;
            if (matches && offset <= instructionOffset && (!found || offset >= best))
            {
                found = true;
                best = offset;
                line = Create<BtfLineInfo>(cursor);
            }
        }

        return found;
    }

    /// <summary>Releases the memory, and disposes the types if <see cref="Open"/> or <see cref="OpenLoaded"/> made them.</summary>
    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _memory.Close();
            if (_ownsBtf)
            {
                Btf.Dispose();
            }
        }
    }

    internal int CountOf(BtfExtensionPart part)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return _counts[(int)part];
    }

    internal ExtensionCursor Start(BtfExtensionPart part)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return _starts[(int)part];
    }

    internal bool Step(ref ExtensionCursor cursor)
    {
        ObjectDisposedException.ThrowIf(_closed, this);

        // Opening has checked every block. An error here means that another thread has closed the memory, which then reads as zeros.
        BtfError error = cursor.Step(_memory.Span, _header.IsSwapped, out bool moved);
        GC.KeepAlive(this);
        return error.IsNone && moved;
    }

    internal uint ReadWord(int place)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        uint word = WordReader.ReadUInt32(_memory.Span, place, _header.IsSwapped);
        GC.KeepAlive(this);
        return word;
    }

    internal BtfString StringAt(uint offset) => new(Btf, offset, BtfObject.NoPlace);

    internal BtfType TypeAt(int place)
    {
        uint id = ReadWord(place);
        if (!Btf.TryGetType(id, out BtfType type))
        {
            new BtfError(BtfErrorCode.TypeIdOutOfRange, place, 0, id, Btf.NextTypeId - 1, ", in .BTF.ext").Throw();
        }

        return type;
    }

    private T Create<T>(in ExtensionCursor cursor)
        where T : struct, IBtfExtensionRecord<T> => T.Create(this, cursor.Place, cursor.SectionNameOffset);

    internal static BtfError TryCreate(ByteSource source, BtfOpenOptions? options, out BtfExtension? result)
    {
        result = null;
        BtfError error = BtfObject.TryCreateWithExtension(source, options, out BtfObject? btf, out BtfMemory? memory);
        if (btf is null)
        {
            return error;
        }

        if (memory is null)
        {
            btf.Dispose();
            return new BtfError(BtfErrorCode.NoExtension, text: "The file has types but no .BTF.ext section");
        }

        error = TryCreate(memory, btf, ownsBtf: true, out result);
        if (result is null)
        {
            btf.Dispose();
        }

        return error;
    }

    /// <summary>Creates the object for all public forms, and checks every block. Closes the memory on an error.</summary>
    private static BtfError TryCreate(BtfMemory memory, BtfObject btf, bool ownsBtf, out BtfExtension? result)
    {
        result = null;
        var starts = new ExtensionCursor[3];
        var counts = new int[3];
        BtfError error = ExtensionHeader.Parse(memory.Span, out ExtensionHeader header);
        if (error.IsNone && header.IsSwapped != btf.Header.IsSwapped)
        {
            error = new BtfError(BtfErrorCode.BadExtension, 0, text: "The .BTF.ext section has another byte order than the types beside it");
        }

        for (int part = 0; part < starts.Length && error.IsNone; part++)
        {
            error = ExtensionCursor.Start(header, memory.Span, (BtfExtensionPart)part, out starts[part]);
            ExtensionCursor cursor = starts[part];
            bool moved = error.IsNone;
            while (moved)
            {
                error = cursor.Step(memory.Span, header.IsSwapped, out moved);
                counts[part] += moved ? 1 : 0;
            }
        }

        if (error.IsNone)
        {
            result = new BtfExtension(memory, header, starts, counts, btf, ownsBtf);
        }
        else
        {
            memory.Close();
        }

        GC.KeepAlive(memory);
        return error;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>
/// The BTF sections of a file as bytes: of ELF files, BTF files and kernel images, compressed or not, as <see cref="BtfObject.Open(string, BtfOpenOptions)"/> reads them. The content of
/// the sections is not checked.
/// </summary>
/// <remarks>
/// <b>The spans do not keep this object alive.</b> They show the sections as long as it is neither disposed nor collected; see <see cref="BtfString.Utf8"/>
/// about what they show afterwards.
/// </remarks>
public sealed class BtfSections : IDisposable
{
    private readonly BtfContents _contents;
    private bool _isDisposed;

    private BtfSections(in BtfContents contents) => _contents = contents;

    /// <summary>The BTF data: the <c>.BTF</c> section of an ELF file, or all of a file that is BTF.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> Btf => Read(_contents.Btf);

    /// <summary>The distilled base that a module ships, <c>.BTF.base</c>; empty where there is none.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> BtfBase => Read(_contents.Base);

    /// <summary>
    /// Returns the section <c>.BTF.inline</c>, which tells where functions were inlined. It is BTF split from the content of <see cref="Btf"/>. Empty where there
    /// is none.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> BtfInline => Read(_contents.Inline);

    /// <summary>What BPF objects have beside their types, <c>.BTF.ext</c>: function and line information, CO-RE relocations. Empty where there is none.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> BtfExt => Read(_contents.Extension);

    /// <summary>Finds the sections of a file.</summary>
    /// <param name="path">The file. See <see cref="BtfObject.Open(string, BtfOpenOptions)"/> about what it may be, and about mapped files.</param>
    /// <param name="options">The options; null for the defaults. How names are looked up does not matter.</param>
    /// <returns>The sections, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The file has no BTF, is damaged, or is compressed in a way that is not known.</exception>
    /// <exception cref="IOException">The file is missing, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a directory, or there is no permission to read it.</exception>
    public static BtfSections Open(string path, BtfOpenOptions? options = null)
    {
        options ??= BtfOpenOptions.Default;
        using var file = new FileSource(path, options.MemoryMode);
        BtfError error = new BtfFinder(options, withExtension: true).Find(file, out BtfContents contents);
        if (!error.IsNone)
        {
            error.Throw();
        }

        return new BtfSections(contents);
    }

    /// <summary>Finds the sections in the caller's memory, where they are: nothing is copied, and it must not change while the sections are used.</summary>
    /// <param name="memory">The content of a file that <see cref="Open"/> knows. It is pinned until the sections are collected, unless it was compressed.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The sections, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The data has no BTF, is damaged, or is compressed in a way that is not known.</exception>
    public static BtfSections FromMemory(ReadOnlyMemory<byte> memory, BtfOpenOptions? options = null)
    {
        using var source = new MemorySource(memory);
        BtfError error = new BtfFinder(options ?? BtfOpenOptions.Default, withExtension: true).Find(source, out BtfContents contents);
        if (!error.IsNone)
        {
            error.Throw();
        }

        return new BtfSections(contents);
    }

    /// <summary>Finds the sections of a file, and reports what is wrong instead of throwing. See <see cref="Open"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="result">The sections, which the caller disposes.</param>
    /// <param name="error">What is wrong; a file that cannot be read is <see cref="BtfErrorCode.Unreadable"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the file has BTF.</returns>
    public static bool TryOpen(string path, [NotNullWhen(true)] out BtfSections? result, out BtfError error, BtfOpenOptions? options = null)
    {
        options ??= BtfOpenOptions.Default;
        result = null;
        try
        {
            using var file = new FileSource(path, options.MemoryMode);
            error = new BtfFinder(options, withExtension: true).Find(file, out BtfContents contents);
            result = error.IsNone ? new BtfSections(contents) : null;
        }
        catch (Exception e) when (BadPathException.IsUnreadable(e))
        {
            error = new BtfError(BtfErrorCode.Unreadable, text: e.Message);
        }

        return result is not null;
    }

    /// <summary>Finds the sections in the caller's memory, and reports what is wrong instead of throwing. See <see cref="FromMemory"/>.</summary>
    /// <param name="memory">The data.</param>
    /// <param name="result">The sections, which the caller disposes.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the data has BTF.</returns>
    public static bool TryFromMemory(ReadOnlyMemory<byte> memory, [NotNullWhen(true)] out BtfSections? result, out BtfError error, BtfOpenOptions? options = null)
    {
        using var source = new MemorySource(memory);
        error = new BtfFinder(options ?? BtfOpenOptions.Default, withExtension: true).Find(source, out BtfContents contents);
        result = error.IsNone ? new BtfSections(contents) : null;
        return result is not null;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _contents.Btf?.Close();
            _contents.Base?.Close();
            _contents.Inline?.Close();
            _contents.Extension?.Close();
        }
    }

    private ReadOnlySpan<byte> Read(BtfMemory? memory)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (memory is null)
        {
            return default;
        }

        memory.Expose();
        return memory.Span;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>
/// Holds the BTF sections of a file as bytes. The file may be of any kind that <see cref="BtfObject.Open(string, BtfOpenOptions)"/> opens, compressed or not.
/// The content of the sections is not checked.
/// </summary>
/// <remarks>
/// <b>The spans do not keep this object alive.</b> They show the sections until the object is disposed or collected. <see cref="BtfString.Utf8"/> says what
/// they show afterwards.
/// </remarks>
public sealed class BtfSections : IDisposable
{
    private readonly BtfFinder.Contents _contents;
    private bool _isDisposed;

    private BtfSections(in BtfFinder.Contents contents) => _contents = contents;

    /// <summary>The BTF data: the <c>.BTF</c> section of an ELF file, or a whole file of BTF data.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> Btf => Read(_contents.Btf);

    /// <summary>The distilled base (<c>.BTF.base</c>) that a module ships; empty if there is none.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> BtfBase => Read(_contents.Base);

    /// <summary>
    /// The section <c>.BTF.inline</c>, which tells where functions were inlined; empty if there is none. It is BTF split from <see cref="Btf"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> BtfInline => Read(_contents.Inline);

    /// <summary>The section <c>.BTF.ext</c> of a BPF object, with function and line information and CO-RE relocations; empty if there is none.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ReadOnlySpan<byte> BtfExt => Read(_contents.Extension);

    /// <summary>Finds the sections of a file.</summary>
    /// <param name="path">The file. See <see cref="BtfObject.Open(string, BtfOpenOptions)"/> about the kinds of files, and about mapped files.</param>
    /// <param name="options">The options; null for the defaults. The kind of look-up by name has no effect.</param>
    /// <returns>The sections, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The file has no BTF, is damaged, or has an unknown compression.</exception>
    /// <exception cref="IOException">The file is missing, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is a directory, or this process may not read it.</exception>
    public static BtfSections Open(string path, BtfOpenOptions? options = null)
    {
        options ??= BtfOpenOptions.Default;
        using var file = new FileSource(path, options.MemoryMode);
        BtfError error = new BtfFinder(options, withExtension: true).Find(file, out BtfFinder.Contents contents);
        if (!error.IsNone)
        {
            error.Throw();
        }

        return new BtfSections(contents);
    }

    /// <summary>Finds the sections in the caller's memory, without a copy. The memory must not change while the sections are used.</summary>
    /// <param name="memory">
    /// The content of any file that <see cref="Open"/> reads. It stays pinned until the sections are collected, unless it was compressed.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The sections, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The data has no BTF, is damaged, or has an unknown compression.</exception>
    public static BtfSections FromMemory(ReadOnlyMemory<byte> memory, BtfOpenOptions? options = null)
    {
        using var source = new MemorySource(memory);
        BtfError error = new BtfFinder(options ?? BtfOpenOptions.Default, withExtension: true).Find(source, out BtfFinder.Contents contents);
        if (!error.IsNone)
        {
            error.Throw();
        }

        return new BtfSections(contents);
    }

    /// <summary>Finds the sections of a file, and reports an error instead of throwing. See <see cref="Open"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="result">The sections, which the caller disposes.</param>
    /// <param name="error">The error; <see cref="BtfErrorCode.Unreadable"/> if the file cannot be read.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the file has BTF.</returns>
    public static bool TryOpen(string path, [NotNullWhen(true)] out BtfSections? result, out BtfError error, BtfOpenOptions? options = null)
    {
        options ??= BtfOpenOptions.Default;
        result = null;
        try
        {
            using var file = new FileSource(path, options.MemoryMode);
            error = new BtfFinder(options, withExtension: true).Find(file, out BtfFinder.Contents contents);
            result = error.IsNone ? new BtfSections(contents) : null;
        }
        catch (Exception e) when (BadPathException.IsUnreadable(e))
        {
            error = new BtfError(BtfErrorCode.Unreadable, text: e.Message);
        }

        return result is not null;
    }

    /// <summary>Finds the sections in the caller's memory, and reports an error instead of throwing. See <see cref="FromMemory"/>.</summary>
    /// <param name="memory">The data.</param>
    /// <param name="result">The sections, which the caller disposes.</param>
    /// <param name="error">The error.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the data has BTF.</returns>
    public static bool TryFromMemory(ReadOnlyMemory<byte> memory, [NotNullWhen(true)] out BtfSections? result, out BtfError error, BtfOpenOptions? options = null)
    {
        using var source = new MemorySource(memory);
        error = new BtfFinder(options ?? BtfOpenOptions.Default, withExtension: true).Find(source, out BtfFinder.Contents contents);
        result = error.IsNone ? new BtfSections(contents) : null;
        return result is not null;
    }

    /// <summary>Frees the memory.</summary>
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

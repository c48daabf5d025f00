using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>Opens the BTF of a file that stands alone, such as <c>/sys/kernel/btf/vmlinux</c>, a kernel's ELF file or image, or a BPF object.</summary>
    /// <param name="path">
    /// A file of BTF data, an ELF file with a <c>.BTF</c> section, a kernel image (bzImage, EFI zboot, raw), or any of these compressed: the content
    /// decides, not the name. gzip is built in; <see cref="BtfDecompressor.Register"/> adds other compressions, most easily by
    /// <c>BtfCompression.Register()</c> of the package Btf.Compression.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <remarks>
    /// <para>
    /// Of an ELF file only the headers and the section are touched, wherever they lie. A module that ships a distilled base (<c>.BTF.base</c>) is opened over
    /// that, as its <see cref="Base"/>, which is disposed with it. Compressed data is decompressed to unmanaged memory, of which the BTF is kept; see
    /// <see cref="BtfOpenOptions.MaxDecompressedSize"/>. An image that does not say where its kernel lies is searched for one.
    /// </para>
    /// <para>
    /// By default the file is mapped. A mapped file that another process truncates ends this process with SIGBUS; for files that others may
    /// rewrite in place ask for <see cref="BtfMemoryMode.Copy"/>. Files in <c>/sys/kernel/btf</c> cannot change.
    /// </para>
    /// </remarks>
    /// <exception cref="BtfFormatException">
    /// The file has no BTF or invalid BTF, is damaged, has an unknown compression, or is larger than is allowed. The message says which, and what the file
    /// seems to be.
    /// </exception>
    /// <exception cref="IOException">The file is missing, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a directory, or there is no permission to read it.</exception>
    /// <example>
    /// <code>
    /// using BtfObject kernel = BtfObject.Open("/sys/kernel/btf/vmlinux");
    /// Console.WriteLine($"{kernel.TypeCount} types");
    /// </code>
    /// </example>
    [SuppressMessage("ApiDesign", "RS0027:API with optional parameters should have the most parameters", Justification = "The overloads differ in the first parameter.")]
    public static BtfObject Open(string path, BtfOpenOptions? options = null)
    {
        using FileSource file = OpenFile(path, options);
        return OpenSource(file, null, options);
    }

    /// <summary>Opens a BTF file that continues another object, such as <c>/sys/kernel/btf/openvswitch</c> over the kernel's.</summary>
    /// <param name="path">A file, such as a module's, of any of the kinds that <see cref="Open(string, BtfOpenOptions)"/> knows.</param>
    /// <param name="baseObject">The object that the file was made for. It must stay open as long as this one is used; it may itself be split.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <remarks>
    /// See <see cref="Open(string, BtfOpenOptions)"/> about mapped files. A module that ships a distilled base of its own (<c>.BTF.base</c>) is put onto the given one as
    /// <see cref="RelocateTo"/> does it, in memory of its own. Otherwise nothing in the format names the base, and the right one is not checked for. With a wrong
    /// base, ids and string offsets are wrong where they are used: see <see cref="LooksLikeWrongBase"/>.
    /// </remarks>
    /// <exception cref="BtfFormatException">
    /// The file has no valid BTF (see <see cref="Open(string, BtfOpenOptions)"/>), or BTF of another byte order than the base's; or it ships a distilled base, and a type of that has
    /// no match in the base, or several.
    /// </exception>
    /// <exception cref="IOException">The file is missing, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a directory, or there is no permission to read it.</exception>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    /// <example>
    /// <code>
    /// using BtfObject kernel = BtfObject.Open("/sys/kernel/btf/vmlinux");
    /// using BtfObject module = BtfObject.OpenSplit("/sys/kernel/btf/veth", kernel);
    /// </code>
    /// </example>
    public static BtfObject OpenSplit(string path, BtfObject baseObject, BtfOpenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseObject);
        using FileSource file = OpenFile(path, options);
        return OpenSource(file, baseObject, options);
    }

    /// <summary>Reads BTF data from the caller's memory, where it is: nothing is copied, and it must not change while the object is used.</summary>
    /// <param name="memory">
    /// The data, or the content of another file that <see cref="Open(string, BtfOpenOptions)"/> knows. It is pinned until the object is collected, unless it was compressed.
    /// </param>
    /// <param name="baseObject">The object that the data was made for (see <see cref="OpenSplit"/>); null where it stands alone.</param>
    /// <param name="options">How types are found by name; null for the defaults. The memory mode does not matter.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The data has no valid BTF (see <see cref="Open(string, BtfOpenOptions)"/>), or BTF of another byte order than the base's.</exception>
    /// <exception cref="IOException">There is no memory for what was decompressed.</exception>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    /// <example>
    /// <code>
    /// byte[] data = File.ReadAllBytes("/sys/kernel/btf/vmlinux");
    /// using BtfObject kernel = BtfObject.FromMemory(data);
    /// </code>
    /// </example>
    public static BtfObject FromMemory(ReadOnlyMemory<byte> memory, BtfObject? baseObject = null, BtfOpenOptions? options = null) =>
        OpenSource(new MemorySource(memory), baseObject, options);

    /// <summary>Reads BTF data that stands alone from a stream. See <see cref="Open(Stream, BtfObject, BtfOpenOptions)"/>.</summary>
    /// <param name="stream">The data, from the stream's position on. It stays open.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The data has no valid BTF.</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more than 2^31 - 1 bytes.</exception>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public static BtfObject Open(Stream stream) => Open(stream, null, null);

    /// <summary>Reads BTF data from a stream, to its end, into memory of the object's own.</summary>
    /// <param name="stream">The data, from the stream's position on: any content that <see cref="Open(string, BtfOpenOptions)"/> knows. It stays open.</param>
    /// <param name="baseObject">The object that the data was made for (see <see cref="OpenSplit"/>); null where it stands alone.</param>
    /// <param name="options">The options; null for the defaults. The memory mode does not matter.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The data has no valid BTF, or BTF of another byte order than the base's.</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more than 2^31 - 1 bytes.</exception>
    /// <exception cref="ObjectDisposedException">The base or the stream is disposed.</exception>
    public static BtfObject Open(Stream stream, BtfObject? baseObject, BtfOpenOptions? options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using BufferSource source = BufferSource.ReadAll(stream);
        return OpenSource(source, baseObject, options);
    }

    /// <summary>Opens a BTF file that stands alone, and reports what is wrong instead of throwing. See <see cref="Open(string, BtfOpenOptions)"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">What is wrong; a file that cannot be read is <see cref="BtfErrorCode.Unreadable"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    /// <example>
    /// <code>
    /// if (!BtfObject.TryOpen("vmlinux", out BtfObject? btf, out BtfError error))
    /// {
    ///     Console.Error.WriteLine(error.Message);
    /// }
    /// </code>
    /// </example>
    [SuppressMessage("ApiDesign", "RS0027:API with optional parameters should have the most parameters", Justification = "The overloads differ in the first parameter.")]
    public static bool TryOpen(string path, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null) =>
        TryOpenFile(path, null, options, out result, out error);

    /// <summary>Opens a BTF file that continues another object, and reports what is wrong instead of throwing. See <see cref="OpenSplit"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="baseObject">The object that the file was made for.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">What is wrong; a file that cannot be read is <see cref="BtfErrorCode.Unreadable"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    public static bool TryOpenSplit(
        string path, BtfObject baseObject, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseObject);
        return TryOpenFile(path, baseObject, options, out result, out error);
    }

    /// <summary>Reads BTF data from the caller's memory, and reports what is wrong instead of throwing. See <see cref="FromMemory"/>.</summary>
    /// <param name="memory">The data.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="baseObject">The object that the data was made for; null where it stands alone.</param>
    /// <param name="options">How types are found by name; null for the defaults. The memory mode does not matter.</param>
    /// <returns>Whether the data is valid.</returns>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    public static bool TryFromMemory(
        ReadOnlyMemory<byte> memory, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfObject? baseObject = null, BtfOpenOptions? options = null)
    {
        using var source = new MemorySource(memory);
        return TryOpenSource(source, baseObject, options, out result, out error);
    }

    /// <summary>Reads BTF data from a stream, and reports what is wrong instead of throwing. See <see cref="Open(Stream, BtfObject, BtfOpenOptions)"/>.</summary>
    /// <param name="stream">The data, from the stream's position on. It stays open.</param>
    /// <param name="baseObject">The object that the data was made for; null where it stands alone.</param>
    /// <param name="options">The options; null for the defaults. The memory mode does not matter.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">What is wrong; a stream that cannot be read is <see cref="BtfErrorCode.Unreadable"/>.</param>
    /// <returns>Whether the data is valid.</returns>
    /// <exception cref="ObjectDisposedException">The base or the stream is disposed.</exception>
    public static bool TryOpen(
        Stream stream, BtfObject? baseObject, BtfOpenOptions? options, [NotNullWhen(true)] out BtfObject? result, out BtfError error)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using BufferSource source = BufferSource.ReadAll(stream);
            return TryOpenSource(source, baseObject, options, out result, out error);
        }
        catch (Exception e) when (BadPathException.IsUnreadable(e))
        {
            result = null;
            error = new BtfError(BtfErrorCode.Unreadable, text: e.Message);
            return false;
        }
    }

    private static FileSource OpenFile(string path, BtfOpenOptions? options) => new(path, (options ?? BtfOpenOptions.Default).MemoryMode);

    private static bool TryOpenFile(string path, BtfObject? baseObject, BtfOpenOptions? options, out BtfObject? result, out BtfError error)
    {
        try
        {
            using FileSource file = OpenFile(path, options);
            return TryOpenSource(file, baseObject, options, out result, out error);
        }
        catch (Exception e) when (BadPathException.IsUnreadable(e))
        {
            result = null;
            error = new BtfError(BtfErrorCode.Unreadable, text: e.Message);
            return false;
        }
    }

    private static bool TryOpenSource(ByteSource source, BtfObject? baseObject, BtfOpenOptions? options, out BtfObject? result, out BtfError error)
    {
        try
        {
            error = Unwrap(source, baseObject, options, out result);
        }
        catch (IOException e)
        {
            result = null;
            error = new BtfError(BtfErrorCode.Unreadable, text: e.Message);
        }

        return result is not null;
    }

    private static BtfObject OpenSource(ByteSource source, BtfObject? baseObject, BtfOpenOptions? options)
    {
        BtfError error = Unwrap(source, baseObject, options, out BtfObject? result);
        if (result is null)
        {
            error.Throw();
        }

        return result;
    }

    /// <summary>The one core of all forms: finds the data, and makes an object of it.</summary>
    private static BtfError Unwrap(ByteSource source, BtfObject? baseObject, BtfOpenOptions? options, out BtfObject? result)
    {
        baseObject?.ThrowIfDisposed();
        options ??= BtfOpenOptions.Default;
        result = null;
        BtfError error = new BtfFinder(options).Find(source, out BtfContents contents);
        if (!error.IsNone)
        {
            return error;
        }

        int bytesBehind = 0;
        if (options.Unit > 0)
        {
            error = BtfUnits.Take(options.Unit, ref contents.Btf!, out bytesBehind);
            if (!error.IsNone)
            {
                contents.Base?.Dispose();
                return error;
            }
        }

        error = contents.Base is null
            ? Index(contents.Btf!, baseObject, options, out result)
            : IndexDistilled(contents, baseObject, options, out result);
        result?._bytesBehind = bytesBehind;
        return error;
    }

    /// <summary>A module that ships the part of its base that it needs stands on that, and is put from there onto another base where there is one.</summary>
    private static BtfError IndexDistilled(in BtfContents contents, BtfObject? baseObject, BtfOpenOptions options, out BtfObject? result)
    {
        BtfError error = IndexOnOwnBase(contents, options, out result);
        if (result is null || baseObject is null)
        {
            return error;
        }

        using BtfObject own = result;
        _ = own.TryRelocateTo(baseObject, out result, out error);
        return error;
    }

    private static BtfError IndexOnOwnBase(in BtfContents contents, BtfOpenOptions options, out BtfObject? result)
    {
        result = null;
        BtfError error = Index(contents.Base!, null, options, out BtfObject? own);
        if (own is null)
        {
            contents.Btf!.Dispose();
            return error;
        }

        error = Index(contents.Btf!, own, options, out result);
        if (result is null)
        {
            own.Dispose();
        }
        else
        {
            result.OwnBase();
        }

        return error;
    }
}

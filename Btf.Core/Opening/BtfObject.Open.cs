using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>Opens the stand-alone BTF of a file, such as <c>/sys/kernel/btf/vmlinux</c>, a kernel's ELF file or image, or a BPF object.</summary>
    /// <param name="path">
    /// A file of BTF data, an ELF file with a <c>.BTF</c> section, a kernel image (bzImage, EFI zboot, raw), or any of these compressed. The content decides,
    /// not the file's name. gzip is built in; <see cref="BtfDecompressor.Register"/> adds other compressions. <c>BtfCompression.Register()</c> of the package
    /// Btf.Compression adds the usual ones.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <remarks>
    /// <para>
    /// Of an ELF file, only the headers and the section are read, wherever they lie. A module that ships a distilled base (<c>.BTF.base</c>) is opened over it:
    /// the distilled base becomes <see cref="Base"/>, and disposing the module disposes it too. Compressed data is decompressed to unmanaged memory, of which
    /// only the BTF is kept; see <see cref="BtfOpenOptions.MaxDecompressedSize"/>. If an image does not say where its kernel lies, the image is searched.
    /// </para>
    /// <para>
    /// By default the file is mapped. If another process truncates a mapped file, SIGBUS ends this process. Use <see cref="BtfMemoryMode.Copy"/> for files that
    /// others may rewrite in place. Files in <c>/sys/kernel/btf</c> cannot change.
    /// </para>
    /// </remarks>
    /// <exception cref="BtfFormatException">
    /// The file has no BTF or invalid BTF, is damaged, has an unknown compression, or is larger than the options allow. The message says which of these, and
    /// what kind of file it seems to be.
    /// </exception>
    /// <exception cref="IOException">The file is missing, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is a directory, or this process may not read it.</exception>
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
    /// <param name="path">The file, such as a module's. <see cref="Open(string, BtfOpenOptions)"/> lists the kinds of files.</param>
    /// <param name="baseObject">The object that the file was made for. It may itself be split, and must stay open as long as this one is used.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <remarks>
    /// See <see cref="Open(string, BtfOpenOptions)"/> about mapped files. A module that ships a distilled base (<c>.BTF.base</c>) is relocated to the given
    /// base in memory of its own, as <see cref="RelocateTo"/> does it. For any other file the base is not checked, because the format does not name it. Over a
    /// wrong base, ids and string offsets lead to wrong types and names: see <see cref="LooksLikeWrongBase"/>.
    /// </remarks>
    /// <exception cref="BtfFormatException">
    /// The file has no valid BTF (see <see cref="Open(string, BtfOpenOptions)"/>), its byte order differs from the base's, or a type of its distilled base has
    /// no match in the given base, or several.
    /// </exception>
    /// <exception cref="IOException">The file is missing, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is a directory, or this process may not read it.</exception>
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

    /// <summary>Opens BTF data in the caller's memory, without a copy. The memory must not change while the object is used.</summary>
    /// <param name="memory">
    /// The data, or the content of any file that <see cref="Open(string, BtfOpenOptions)"/> opens. The memory stays pinned until the object is collected,
    /// unless the data was compressed.
    /// </param>
    /// <param name="baseObject">The object that the data was made for (see <see cref="OpenSplit"/>); null if it stands alone.</param>
    /// <param name="options">The options; null for the defaults. The memory mode has no effect.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">
    /// The data has no valid BTF (see <see cref="Open(string, BtfOpenOptions)"/>), or BTF of another byte order than the base's.
    /// </exception>
    /// <exception cref="IOException">There is not enough memory for the decompressed data.</exception>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    /// <example>
    /// <code>
    /// byte[] data = File.ReadAllBytes("/sys/kernel/btf/vmlinux");
    /// using BtfObject kernel = BtfObject.FromMemory(data);
    /// </code>
    /// </example>
    public static BtfObject FromMemory(ReadOnlyMemory<byte> memory, BtfObject? baseObject = null, BtfOpenOptions? options = null) =>
        OpenSource(new MemorySource(memory), baseObject, options);

    /// <summary>Opens stand-alone BTF data from a stream. See <see cref="Open(Stream, BtfObject, BtfOpenOptions)"/>.</summary>
    /// <param name="stream">The stream, read from its position to its end. It stays open.</param>
    /// <returns>The object, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">The data has no valid BTF.</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more than 2^31 - 1 bytes.</exception>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public static BtfObject Open(Stream stream) => Open(stream, null, null);

    /// <summary>Opens BTF data from a stream: copies the stream, from its position to its end, to memory of the object's own.</summary>
    /// <param name="stream">The stream, with any content that <see cref="Open(string, BtfOpenOptions)"/> opens. It stays open.</param>
    /// <param name="baseObject">The object that the data was made for (see <see cref="OpenSplit"/>); null if it stands alone.</param>
    /// <param name="options">The options; null for the defaults. The memory mode has no effect.</param>
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

    /// <summary>Opens the stand-alone BTF of a file, and reports an error instead of throwing. See <see cref="Open(string, BtfOpenOptions)"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">The error; <see cref="BtfErrorCode.Unreadable"/> if the file cannot be read.</param>
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

    /// <summary>Opens a BTF file that continues another object, and reports an error instead of throwing. See <see cref="OpenSplit"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="baseObject">The object that the file was made for.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">The error; <see cref="BtfErrorCode.Unreadable"/> if the file cannot be read.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    public static bool TryOpenSplit(
        string path, BtfObject baseObject, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseObject);
        return TryOpenFile(path, baseObject, options, out result, out error);
    }

    /// <summary>Opens BTF data in the caller's memory, and reports an error instead of throwing. See <see cref="FromMemory"/>.</summary>
    /// <param name="memory">The data.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">The error.</param>
    /// <param name="baseObject">The object that the data was made for; null if it stands alone.</param>
    /// <param name="options">The options; null for the defaults. The memory mode has no effect.</param>
    /// <returns>Whether the data is valid.</returns>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    public static bool TryFromMemory(
        ReadOnlyMemory<byte> memory, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfObject? baseObject = null, BtfOpenOptions? options = null)
    {
        using var source = new MemorySource(memory);
        return TryOpenSource(source, baseObject, options, out result, out error);
    }

    /// <summary>Opens BTF data from a stream, and reports an error instead of throwing. See <see cref="Open(Stream, BtfObject, BtfOpenOptions)"/>.</summary>
    /// <param name="stream">The stream, read from its position to its end. It stays open.</param>
    /// <param name="baseObject">The object that the data was made for; null if it stands alone.</param>
    /// <param name="options">The options; null for the defaults. The memory mode has no effect.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">The error; <see cref="BtfErrorCode.Unreadable"/> if the stream cannot be read.</param>
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

    /// <summary>Finds the BTF in a source and opens it: all forms of opening end here.</summary>
    private static BtfError Unwrap(ByteSource source, BtfObject? baseObject, BtfOpenOptions? options, out BtfObject? result)
    {
        baseObject?.ThrowIfDisposed();
        options ??= BtfOpenOptions.Default;
        result = null;
        BtfError error = new BtfFinder(options).Find(source, out BtfFinder.Contents contents);
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

    /// <summary>Opens a module over the distilled base that it ships, then relocates it to the given base, if any.</summary>
    private static BtfError IndexDistilled(in BtfFinder.Contents contents, BtfObject? baseObject, BtfOpenOptions options, out BtfObject? result)
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

    private static BtfError IndexOnOwnBase(in BtfFinder.Contents contents, BtfOpenOptions options, out BtfObject? result)
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

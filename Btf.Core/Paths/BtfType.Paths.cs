using System.Runtime.CompilerServices;

namespace Btf.Core;

public readonly partial struct BtfType
{
    /// <summary>
    /// Finds the target of a member path from this type, such as <c>se.vruntime</c> of <c>task_struct</c>. For a pointer it starts with <c>-&gt;</c>, for an
    /// array with an index.
    /// </summary>
    /// <param name="path">The path. See <see cref="BtfObject.ResolvePath(string)"/> about its form.</param>
    /// <returns>The place, size and type of the target.</returns>
    /// <exception cref="BtfPathException">The path leads nowhere; the exception says why, and at which byte of the path.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfMemberPath ResolvePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ResolvePath(path.AsSpan());
    }

    /// <inheritdoc cref="ResolvePath(string)"/>
    [SkipLocalsInit]
    public BtfMemberPath ResolvePath(ReadOnlySpan<char> path)
    {
        using var utf8 = new Utf8Name(path, stackalloc byte[Utf8Name.StackLength]);
        return utf8.IsValid ? ResolvePath(utf8.Bytes) : ReadPath(utf8.Bytes, isWhole: false);
    }

    /// <inheritdoc cref="ResolvePath(string)"/>
    public BtfMemberPath ResolvePath(ReadOnlySpan<byte> path)
    {
        BtfMemberPath plain = PlainPath.Follow(this, path);
        return plain.Root.IsNone ? ReadPath(path, isWhole: true) : plain;
    }

    /// <summary>Finds the target of a member path from this type, or reports why it leads nowhere. See <see cref="ResolvePath(string)"/>.</summary>
    /// <param name="path">The path. See <see cref="BtfObject.ResolvePath(string)"/> about its form.</param>
    /// <param name="result">The place, size and type of the target.</param>
    /// <param name="error">Why the path leads nowhere, and at which byte of the path.</param>
    /// <returns>Whether the path leads somewhere.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool TryResolvePath(string path, out BtfMemberPath result, out BtfPathError error)
    {
        ArgumentNullException.ThrowIfNull(path);
        return TryResolvePath(path.AsSpan(), out result, out error);
    }

    /// <inheritdoc cref="TryResolvePath(string, out BtfMemberPath, out BtfPathError)"/>
    [SkipLocalsInit]
    public bool TryResolvePath(ReadOnlySpan<char> path, out BtfMemberPath result, out BtfPathError error)
    {
        using var utf8 = new Utf8Name(path, stackalloc byte[Utf8Name.StackLength]);
        return TryResolvePath(utf8.Bytes, utf8.IsValid, out result, out error);
    }

    /// <inheritdoc cref="TryResolvePath(string, out BtfMemberPath, out BtfPathError)"/>
    public bool TryResolvePath(ReadOnlySpan<byte> path, out BtfMemberPath result, out BtfPathError error) =>
        TryResolvePath(path, isWhole: true, out result, out error);

    private bool TryResolvePath(ReadOnlySpan<byte> path, bool isWhole, out BtfMemberPath result, out BtfPathError error)
    {
        result = isWhole ? PlainPath.Follow(this, path) : default;
        if (!result.Root.IsNone)
        {
            error = default;
            return true;
        }

        var reader = new BtfPathReader(this, path);
        return reader.TryReadToEnd(isWhole, out result, out error);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private BtfMemberPath ReadPath(ReadOnlySpan<byte> path, bool isWhole)
    {
        var reader = new BtfPathReader(this, path);
        if (!reader.TryReadToEnd(isWhole, out BtfMemberPath result, out BtfPathError error))
        {
            BtfPathError.Throw(error, path);
        }

        return result;
    }
}

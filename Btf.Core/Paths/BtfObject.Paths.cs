using System.Runtime.CompilerServices;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>Finds the target of a member path: <c>task_struct.se.vruntime</c>, <c>struct sk_buff.cb[5]</c>, <c>task_struct.mm-&gt;pgd</c>.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The place, size and type of the target.</returns>
    /// <remarks>
    /// <para>
    /// A path such as <c>task_struct.se.vruntime</c> has the name of a structure, of a union, or of a typedef of one, and then members. With <c>struct</c> or
    /// <c>union</c> before the first name, only types of that kind are tried. If several types have the name, all are tried; it is an error, which lists the
    /// ids, if they lead to different places. The same holds for several definitions of a type that is only declared. Members are found as by
    /// <see cref="BtfComposite.FindMember(string)"/>, through anonymous ones. The path skips typedefs and qualifiers by itself.
    /// </para>
    /// <para>
    /// <c>comm[3]</c> and <c>a[1][2]</c> index arrays, in decimal and within bounds. An array of 0 elements is flexible and takes any index. Some encoders
    /// (pahole) flatten an array of several dimensions, which then takes a single index.
    /// </para>
    /// <para>
    /// Only <c>-&gt;</c> crosses a pointer. After it, offsets start from 0. If the target is a structure or union, a member follows; if it is a pointer,
    /// another <c>-&gt;</c>, as in <c>pprev-&gt;-&gt;next</c>; if it is an array, an index. If the target is only declared, the definition is searched by name
    /// in the object and its bases.
    /// </para>
    /// </remarks>
    /// <exception cref="BtfPathException">The path leads nowhere; the exception says why, and at which byte of the path.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    /// <example>
    /// <code>
    /// BtfMemberPath place = kernel.ResolvePath("task_struct.se.vruntime");
    /// Console.WriteLine($"{place.Type} at byte {place.ByteOffset}, {place.BitSize} bits");
    /// </code>
    /// </example>
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
        if (!TryResolvePath(utf8.Bytes, utf8.IsValid, out BtfMemberPath result, out BtfPathError error))
        {
            BtfPathError.Throw(error, utf8.Bytes);
        }

        return result;
    }

    /// <inheritdoc cref="ResolvePath(string)"/>
    public BtfMemberPath ResolvePath(ReadOnlySpan<byte> path)
    {
        if (!TryResolvePath(path, isWhole: true, out BtfMemberPath result, out BtfPathError error))
        {
            BtfPathError.Throw(error, path);
        }

        return result;
    }

    /// <summary>Finds the target of a member path, or reports why it leads nowhere. See <see cref="ResolvePath(string)"/>.</summary>
    /// <param name="path">The path.</param>
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
        var reader = new BtfPathReader(this, path);
        bool found = reader.TryReadToEnd(isWhole, out result, out error);
        return !reader.HasNamesakes || error.Code == BtfPathErrorCode.SyntaxError
            ? found
            : NamesakePaths.TryResolve(this, path, reader.Root, reader.Keyword, found, ref result, ref error);
    }
}

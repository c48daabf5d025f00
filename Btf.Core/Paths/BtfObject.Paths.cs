namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>What a member path leads to: <c>task_struct.se.vruntime</c>, <c>struct sk_buff.cb[5]</c>, <c>task_struct.mm-&gt;pgd</c>.</summary>
    /// <param name="path">The path.</param>
    /// <returns>Its place, size and type.</returns>
    /// <remarks>
    /// <para>
    /// A path is <c>task_struct.se.vruntime</c>: the name of a structure, of a union, or of a typedef of one, then members. <c>struct</c> or <c>union</c>
    /// before the first name leaves out the others. Where several types have the name, each is tried: one place is the answer, and several are an error that lists
    /// the ids. The same holds for the definitions of a type that is only declared.
    /// Members are found as <see cref="BtfComposite.FindMember(string)"/> finds them, through anonymous ones. Past typedefs and qualifiers the way is found without help.
    /// </para>
    /// <para>
    /// <c>comm[3]</c> and <c>a[1][2]</c> index arrays, in decimal and within bounds. An array of 0 elements is a flexible one and takes any index. Some encoders
    /// (pahole) write an array of several dimensions as one of a single dimension: there it takes a single index.
    /// </para>
    /// <para>
    /// <c>-&gt;</c> crosses a pointer, and nothing else does. From there offsets start from 0. What follows is a member; where a pointer is pointed to, another
    /// <c>-&gt;</c>, as in <c>pprev-&gt;-&gt;next</c>; where an array is, an index. Where only a declaration is pointed to, the definition is looked for by name in the
    /// object and its bases.
    /// </para>
    /// </remarks>
    /// <exception cref="BtfPathException">The path leads nowhere; the exception says why, and at which byte of the path.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfMemberPath ResolvePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ResolvePath(path.AsSpan());
    }

    /// <inheritdoc cref="ResolvePath(string)"/>
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

    /// <summary>What a member path leads to, or why it leads nowhere. See <see cref="ResolvePath(string)"/>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="result">Its place, size and type.</param>
    /// <param name="error">Why it leads nowhere, and at which byte of the path, where the answer is false.</param>
    /// <returns>Whether it leads somewhere.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool TryResolvePath(string path, out BtfMemberPath result, out BtfPathError error)
    {
        ArgumentNullException.ThrowIfNull(path);
        return TryResolvePath(path.AsSpan(), out result, out error);
    }

    /// <inheritdoc cref="TryResolvePath(string, out BtfMemberPath, out BtfPathError)"/>
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

using System.Runtime.CompilerServices;

namespace Btf.Core;

public sealed partial class BtfCollection
{
    /// <summary>
    /// Finds all types with a name: first those of the base and its own bases, then each other object's own types, in the order of <see cref="Names"/> and then
    /// of <see cref="InlineNames"/>. A type of the base is found once, not once per module.
    /// </summary>
    /// <param name="name">The name, compared byte for byte. The empty name finds anonymous types, by a walk over all types.</param>
    /// <returns>
    /// An enumerable that holds no memory. The call finds only the first type. The enumeration finds the others; it opens files, and indexes their names, when
    /// it reaches them.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public BtfCollectionMatches FindTypes(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FindTypes(name.AsSpan());
    }

    /// <inheritdoc cref="FindTypes(string)"/>
    [SkipLocalsInit]
    public BtfCollectionMatches FindTypes(ReadOnlySpan<char> name)
    {
        using var utf8 = new Utf8Name(name, stackalloc byte[Utf8Name.StackLength]);
        if (utf8.IsValid)
        {
            return FindTypes(utf8.Bytes);
        }

        ThrowIfDisposed();
        return default;
    }

    /// <inheritdoc cref="FindTypes(string)"/>
    public BtfCollectionMatches FindTypes(ReadOnlySpan<byte> name)
    {
        // The result keeps the name as a view of the first type with it, because the caller's span may be gone before the enumeration.
        CollectionContent content = Content;
        for (int place = 0; place < content.Slots.Length; place++)
        {
            if (TryGet(content.Slots[place], out BtfObject? btf))
            {
                BtfTypeMatches.Enumerator types = FindTypes(btf, name).GetEnumerator();
                if (types.MoveNext())
                {
                    return new BtfCollectionMatches(this, content, types.Current.Name, place);
                }
            }
        }

        return default;
    }

    /// <summary>Finds the types of one object that the collection counts as its own; for the base, also the types that it inherits.</summary>
    internal BtfTypeMatches FindTypes(BtfObject btf, ReadOnlySpan<byte> name) => btf == Base ? btf.FindTypes(name) : btf.FindOwnTypes(name);

    /// <summary>Finds the type with a name and a kind: the base's, else that of the first object that has one.</summary>
    /// <param name="name">The name, compared byte for byte; the empty name finds anonymous types.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="match">The type and the name of its object.</param>
    /// <returns>Whether there is such a type. Files are opened only until it is found.</returns>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public bool TryFindType(string name, BtfKind kind, out BtfCollectionMatch match) => FindTypes(name).TryGetFirst(kind, out match);

    /// <inheritdoc cref="TryFindType(string, BtfKind, out BtfCollectionMatch)"/>
    public bool TryFindType(ReadOnlySpan<char> name, BtfKind kind, out BtfCollectionMatch match) => FindTypes(name).TryGetFirst(kind, out match);

    /// <inheritdoc cref="TryFindType(string, BtfKind, out BtfCollectionMatch)"/>
    public bool TryFindType(ReadOnlySpan<byte> name, BtfKind kind, out BtfCollectionMatch match) => FindTypes(name).TryGetFirst(kind, out match);

    /// <summary>Returns the type with a name and a kind: the base's, else that of the first object that has one.</summary>
    /// <param name="name">The name, compared byte for byte; the empty name finds anonymous types.</param>
    /// <param name="kind">The kind.</param>
    /// <exception cref="KeyNotFoundException">No object that could be opened has such a type.</exception>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public BtfCollectionMatch FindType(string name, BtfKind kind) =>
        TryFindType(name, kind, out BtfCollectionMatch match) ? match : throw NoSuchType(name, kind);

    /// <inheritdoc cref="FindType(string, BtfKind)"/>
    public BtfCollectionMatch FindType(ReadOnlySpan<char> name, BtfKind kind) =>
        TryFindType(name, kind, out BtfCollectionMatch match) ? match : throw NoSuchType(name.ToString(), kind);

    /// <inheritdoc cref="FindType(string, BtfKind)"/>
    public BtfCollectionMatch FindType(ReadOnlySpan<byte> name, BtfKind kind) =>
        TryFindType(name, kind, out BtfCollectionMatch match) ? match : throw NoSuchType(System.Text.Encoding.UTF8.GetString(name), kind);

    private static KeyNotFoundException NoSuchType(string name, BtfKind kind) => new($"There is no {kind} named '{name}' in the collection.");
}

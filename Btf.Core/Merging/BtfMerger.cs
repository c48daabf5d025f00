namespace Btf.Core.Merging;

/// <summary>Joins the types of several objects in one.</summary>
public static class BtfMerger
{
    /// <summary>
    /// Returns an object with the types of several objects, one after the other, as libbpf's <c>btf__add_btf</c> appends them. Equal types stay separate: see
    /// <see cref="BtfDeduplicator"/>.
    /// </summary>
    /// <param name="objects">
    /// The objects, at least one. The types and strings of the first one come first and unchanged, and the result has its base, header and layout section. Each
    /// other object stands alone or has the same base.
    /// </param>
    /// <returns>The new object and the maps, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">No object is given, or one has another base or byte order than the first.</exception>
    /// <exception cref="BtfFormatException">
    /// A type id or string offset does not exist, a kind is unknown, or all objects together have too many types or strings.
    /// </exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">An object or its base is disposed.</exception>
    public static BtfConcatenation Concatenate(params IReadOnlyList<BtfObject> objects) => Concatenate(objects, []);

    /// <summary>
    /// Returns an object with the types of several objects, one after the other, and their <c>.BTF.ext</c> sections with the new ids and strings. See
    /// <see cref="Concatenate(IReadOnlyList{BtfObject})"/>.
    /// </summary>
    /// <param name="objects">The objects, at least one.</param>
    /// <param name="extensions">
    /// The section of each object, in the same order; an empty one for an object without a section. An empty list means empty sections.
    /// </param>
    /// <returns>The new object, the sections and the maps, which the caller disposes.</returns>
    /// <remarks>The sections stay separate, because only a linker knows the new places of the instructions that they describe.</remarks>
    /// <exception cref="ArgumentException">
    /// No object is given, one has another base or byte order than the first, or the number of sections is wrong.
    /// </exception>
    /// <exception cref="BtfFormatException">
    /// A type id or string offset does not exist, a kind is unknown, a section is damaged, or all objects together have too many types or strings.
    /// </exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">An object or its base is disposed.</exception>
    public static BtfConcatenation Concatenate(IReadOnlyList<BtfObject> objects, IReadOnlyList<ReadOnlyMemory<byte>> extensions)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(extensions);

        // Read once, because what is checked must be what is used.
        BtfObject[] all = [.. objects];
        Check(all);
        if (extensions.Count != 0 && extensions.Count != all.Length)
        {
            throw new ArgumentException($"There are {extensions.Count} sections for {all.Length} objects; one for each is needed, or none.", nameof(extensions));
        }

        return new Concatenating(all).Run(extensions);
    }

    private static void Check(BtfObject[] objects)
    {
        if (objects.Length == 0)
        {
            throw new ArgumentException("There is no object.", nameof(objects));
        }

        for (int i = 1; i < objects.Length; i++)
        {
            if (objects[i].ByteOrder != objects[0].ByteOrder)
            {
                throw new ArgumentException($"Object {i} is {objects[i].ByteOrder}, the first {objects[0].ByteOrder}.", nameof(objects));
            }

            if (objects[i].Base is not null && objects[i].Base != objects[0].Base)
            {
                throw new ArgumentException($"Object {i} has another base than the first.", nameof(objects));
            }
        }
    }
}

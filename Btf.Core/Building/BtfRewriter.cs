using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Core.Building;

/// <summary>
/// Makes new objects of the types of others: in another order, in the other byte order, without some of them. The object that is given, and its bases, stay as
/// they are.
/// </summary>
/// <remarks>
/// Ids and string offsets are checked; whether the types make sense is not, see <see cref="BtfVerifier"/>. Records of a kind that this version does not know are
/// refused, because their references could not be changed.
/// </remarks>
public static class BtfRewriter
{
    /// <summary>Returns an object with the types in another order, by the rules of libbpf's <c>btf__permute</c>. The strings stay as they are.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="newIds">
    /// The new id of each of the object's own types, ids ascending. Without a base the first entry stands for void, and is 0.
    /// </param>
    /// <param name="extension">The <c>.BTF.ext</c> section that refers to the object; empty for none.</param>
    /// <returns>The new object and the map, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">There are not as many entries as types, two are equal, or one is not the id of an own type.</exception>
    /// <exception cref="BtfFormatException">A type id or string offset does not exist, a kind is not known, or the extension is damaged.</exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The object or a base of it is disposed.</exception>
    public static BtfRewrite Permute(this BtfObject btf, ReadOnlySpan<uint> newIds, ReadOnlyMemory<byte> extension = default)
    {
        ArgumentNullException.ThrowIfNull(btf);
        return Permutation.Apply(btf, Permutation.Check(btf, newIds), extension);
    }

    /// <summary>
    /// Returns an object with the types in the order of their names, those without a name first: the order of a kernel since Linux 7.0, in which the kernel and
    /// libbpf search by halving. Names are compared byte by byte; types of one name keep their order.
    /// </summary>
    /// <param name="btf">The object. With a base, only its own types are sorted.</param>
    /// <param name="extension">The <c>.BTF.ext</c> section that refers to the object; empty for none.</param>
    /// <returns>The new object and the map, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">
    /// A type id or string offset does not exist, a kind is not known, the extension is damaged, or the names are parts of one another as no compiler writes them,
    /// so that comparing them would take too long.
    /// </exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The object or a base of it is disposed.</exception>
    public static BtfRewrite SortByName(this BtfObject btf, ReadOnlyMemory<byte> extension = default)
    {
        ArgumentNullException.ThrowIfNull(btf);
        return Permutation.Apply(btf, NameOrder.Find(btf), extension);
    }

    /// <summary>Returns the same object in a byte order. Everything keeps its place: turned back, it is the same byte for byte.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="order">The byte order.</param>
    /// <param name="newBase">The object's base in that byte order; null for an object that stands alone.</param>
    /// <param name="extension">The <c>.BTF.ext</c> section that refers to the object; empty for none.</param>
    /// <returns>The new object and the map, in which each type keeps its id. The caller disposes it.</returns>
    /// <exception cref="ArgumentException">
    /// The new base is missing or not wanted, or has another byte order, or another number of types or bytes of strings than the object's base.
    /// </exception>
    /// <exception cref="BtfFormatException">A kind is not known, or the extension is damaged.</exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The object or a base of it is disposed.</exception>
    public static BtfRewrite ChangeByteOrder(
        this BtfObject btf, BtfByteOrder order, BtfObject? newBase = null, ReadOnlyMemory<byte> extension = default)
    {
        ArgumentNullException.ThrowIfNull(btf);
        CheckNewBase(btf, order, newBase);
        ExtensionWords? words = ExtensionWords.Read(extension.Span, btf);
        BtfMemory memory = OwnMemory.Allocate(btf.Data.Length, out Span<byte> data);
        btf.Data.CopyTo(data);
        byte[] newExtension = words is null ? [] : extension.ToArray();
        if (order != btf.ByteOrder)
        {
            RecordWords.CheckKinds(btf);
            SwapWords(data, btf.Header);
            newExtension = words?.Swap() ?? [];
        }

        btf.ThrowIfClosedMeanwhile();
        BtfObject result = BtfObject.CreateOwned(memory, newBase);
        return new BtfRewrite(result, Permutation.Identity(btf), newExtension);
    }

    /// <summary>Returns an object without some of its types. What refers to them goes too as far as it makes no sense without them.</summary>
    /// <param name="btf">The object. Only its own types can be left out.</param>
    /// <param name="isUnwanted">
    /// Says which types are not wanted. One that a wanted type refers to stays all the same. Declaration tags go with what they are on; an entry of a section
    /// goes with its variable or inlined function, and the section with its last entry; a type without a name goes when nothing that stays refers to it any more.
    /// </param>
    /// <param name="extension">
    /// The <c>.BTF.ext</c> section that refers to the object; empty for none. A type that it refers to stays.
    /// </param>
    /// <returns>The new object and the map, in which what was left out has id 0. The caller disposes it.</returns>
    /// <remarks>Strings that nothing uses any more are left out.</remarks>
    /// <exception cref="BtfFormatException">A type id or string offset does not exist, a kind is not known, or the extension is damaged.</exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The object or a base of it is disposed.</exception>
    public static BtfRewrite Strip(this BtfObject btf, Predicate<BtfType> isUnwanted, ReadOnlyMemory<byte> extension = default)
    {
        ArgumentNullException.ThrowIfNull(btf);
        ArgumentNullException.ThrowIfNull(isUnwanted);
        return Stripping.Apply(btf, isUnwanted, extension);
    }

    private static void CheckNewBase(BtfObject btf, BtfByteOrder order, BtfObject? newBase)
    {
        if (btf.Base is null != newBase is null)
        {
            throw new ArgumentException(newBase is null ? "The object has a base: give that in the new byte order." : "The object has no base.", nameof(newBase));
        }

        if (newBase is null)
        {
            return;
        }

        if (newBase.ByteOrder != order)
        {
            throw new ArgumentException($"The new base is {newBase.ByteOrder}, not {order}.", nameof(newBase));
        }

        if (newBase.NextTypeId != btf.FirstTypeId || newBase.NextStringOffset != btf.FirstStringOffset)
        {
            throw new ArgumentException("The new base does not have as many types and bytes of strings as the object's base.", nameof(newBase));
        }
    }

    private static void SwapWords(Span<byte> data, in BtfHeader header)
    {
        int known = Math.Min((int)header.HeaderLength & ~3, BtfHeader.KnownLength);
        data[..2].Reverse();
        for (int place = 4; place < known; place += sizeof(uint))
        {
            data.Slice(place, sizeof(uint)).Reverse();
        }

        // All that a record of a known kind has is words.
        // An empty section may be said to start behind the end.
        Span<uint> types = header.TypeLength == 0 ? [] : MemoryMarshal.Cast<byte, uint>(data.Slice((int)header.TypeStart, (int)header.TypeLength));
        BinaryPrimitives.ReverseEndianness(types, types);
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Btf.Core.Building;

/// <summary>
/// Makes a new object from the types of another: in another order, in the other byte order, or without some types. The given object and its bases do not
/// change.
/// </summary>
/// <remarks>
/// The methods check ids and string offsets, but not whether the types make sense; see <see cref="BtfVerifier"/>. They refuse records of kinds that this
/// version does not know, because it could not change their references.
/// </remarks>
public static class BtfRewriter
{
    /// <summary>Returns an object with the types in another order, by the rules of libbpf's <c>btf__permute</c>. The strings do not change.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="newIds">
    /// The new id of each of the object's own types, in the order of the old ids. If the object has no base, the first entry stands for void and is 0.
    /// </param>
    /// <param name="extension">The <c>.BTF.ext</c> section that refers to the object; empty for none.</param>
    /// <returns>The new object and the map, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The number of entries is wrong, two are equal, or one is not the id of an own type.</exception>
    /// <exception cref="BtfFormatException">A type id or string offset does not exist, a kind is unknown, or the extension is damaged.</exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public static BtfRewrite Permute(this BtfObject btf, ReadOnlySpan<uint> newIds, ReadOnlyMemory<byte> extension = default)
    {
        ArgumentNullException.ThrowIfNull(btf);
        return Permutation.Apply(btf, Permutation.Check(btf, newIds), extension);
    }

    /// <summary>
    /// Returns an object with the types in the order of their names, nameless types first. Kernels since Linux 7.0 have this order, and the kernel and libbpf
    /// use it for binary searches. Names are compared byte by byte; types of the same name keep their order.
    /// </summary>
    /// <param name="btf">The object. With a base, only its own types are sorted.</param>
    /// <param name="extension">The <c>.BTF.ext</c> section that refers to the object; empty for none.</param>
    /// <returns>The new object and the map, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">
    /// A type id or string offset does not exist, a kind is unknown, the extension is damaged, or crafted names overlap so much that comparing them would
    /// take too long.
    /// </exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public static BtfRewrite SortByName(this BtfObject btf, ReadOnlyMemory<byte> extension = default)
    {
        ArgumentNullException.ThrowIfNull(btf);
        return Permutation.Apply(btf, NameOrder.Find(btf), extension);
    }

    /// <summary>Returns the object in a byte order. Everything keeps its place, so changing it back gives the same bytes.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="order">The byte order.</param>
    /// <param name="newBase">The object's base in that byte order; null for an object without a base.</param>
    /// <param name="extension">The <c>.BTF.ext</c> section that refers to the object; empty for none.</param>
    /// <returns>The new object and the map, which the caller disposes. Each type keeps its id.</returns>
    /// <exception cref="ArgumentException">
    /// The new base is missing or superfluous, has another byte order, or has another number of types or string bytes than the object's base.
    /// </exception>
    /// <exception cref="BtfFormatException">A kind is unknown, or the extension is damaged.</exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
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

    /// <summary>Returns an object without some of its types, and without the types that make no sense without these.</summary>
    /// <param name="btf">The object. Only its own types can be removed.</param>
    /// <param name="isUnwanted">
    /// Selects the types to remove. A selected type stays if a type that is not selected refers to it. A declaration tag is removed with the type that it tags.
    /// A section's entry is removed with its variable or inlined function, and the section with its last entry. A nameless type is removed if only removed
    /// types need it.
    /// </param>
    /// <param name="extension">
    /// The <c>.BTF.ext</c> section that refers to the object; empty for none. Types that it refers to stay.
    /// </param>
    /// <returns>The new object and the map, which the caller disposes. Removed types have the new id 0.</returns>
    /// <remarks>Strings that are no longer used are removed.</remarks>
    /// <exception cref="BtfFormatException">A type id or string offset does not exist, a kind is unknown, or the extension is damaged.</exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
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
            throw new ArgumentException(newBase is null ? "The object has a base: pass this base in the new byte order." : "The object has no base.", nameof(newBase));
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

        // A record of a known kind consists of 4-byte words.
        // An empty section may start past the end of the data.
        Span<uint> types = header.TypeLength == 0 ? [] : MemoryMarshal.Cast<byte, uint>(data.Slice((int)header.TypeStart, (int)header.TypeLength));
        BinaryPrimitives.ReverseEndianness(types, types);
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    // For so many names or more, an index costs less than scans.
    private const uint ManyNames = 64;

    /// <summary>Moves a module from its distilled base (<c>.BTF.base</c>) to the types of the kernel that it will run in.</summary>
    /// <param name="newBase">The kernel's object. It must stay open as long as the result is used.</param>
    /// <returns>
    /// A copy of this object's types with the new base and its ids and string offsets; the caller disposes it. This object does not
    /// change, and the result needs neither it nor its base.
    /// </returns>
    /// <remarks>
    /// <para>
    /// Every type of this object's base needs exactly one match in the new base, by the rules of libbpf's <c>btf__relocate</c> and of the kernel's
    /// module loader. The name must be equal. Integers must also have the same size and encoding; floating-point types and enumerations (of 32 or 64
    /// bits), the same size. Structures and unions need the same size if the new base has several of the name, or if a type of this object embeds
    /// them; behind a pointer, the name is enough. A forward declaration matches a declaration of the same kind, a structure without the record's
    /// <c>kind_flag</c>, or a union with it.
    /// </para>
    /// <para>
    /// The fields of matched types are not compared: the rules assume that a structure of the same size is unchanged. Types are found by the new
    /// base's index of names, which is built if there is none yet.
    /// </para>
    /// </remarks>
    /// <exception cref="BtfFormatException">
    /// A type of the base, which the error names, has no match or several; this object has no base, or its base is not distilled; or the new base has
    /// another byte order.
    /// </exception>
    /// <exception cref="IOException">There is not enough memory for the copy.</exception>
    /// <exception cref="ObjectDisposedException">This object, the new base, or a base of either is disposed.</exception>
    public BtfObject RelocateTo(BtfObject newBase)
    {
        if (!TryRelocateTo(newBase, out BtfObject? result, out BtfError error))
        {
            error.Throw();
        }

        return result;
    }

    /// <summary>Moves a module to the types of a kernel, and reports an error instead of throwing. See <see cref="RelocateTo"/>.</summary>
    /// <param name="newBase">The kernel's object.</param>
    /// <param name="result">The same types over the new base; the caller disposes it.</param>
    /// <param name="error">What is wrong. Its type id and byte offset belong to this object or its base.</param>
    /// <returns>Whether every type has a match.</returns>
    /// <exception cref="IOException">There is not enough memory for the copy.</exception>
    /// <exception cref="ObjectDisposedException">This object, the new base, or a base of either is disposed.</exception>
    public bool TryRelocateTo(BtfObject newBase, [NotNullWhen(true)] out BtfObject? result, out BtfError error)
    {
        ArgumentNullException.ThrowIfNull(newBase);
        ThrowIfChainDisposed();
        newBase.ThrowIfChainDisposed();
        result = null;
        error = CheckRelocation(newBase);
        if (error.IsNone && FirstTypeId > ManyNames)
        {
            newBase.BuildNameIndexes();
        }

        if (error.IsNone && DistilledBase.TryMatch(this, newBase, out BaseMap? map, out error))
        {
            BtfMemory copy = OwnMemory.Allocate(_memory.Length, out Span<byte> data);
            _memory.Span.CopyTo(data);
            error = RecordRewriter.Rewrite(this, data, map);
            if (error.IsNone)
            {
                error = Index(copy, newBase, new BtfOpenOptions { NameLookup = _nameLookup }, out result);
            }
            else
            {
                copy.Close();
            }

            GC.KeepAlive(copy);
        }

        try
        {
            // If an object was closed meanwhile, it read as zeros, and the result or the error may be wrong.
            ThrowIfClosedMeanwhile();
            newBase.ThrowIfClosedMeanwhile();
        }
        catch
        {
            result?.Dispose();
            throw;
        }

        return result is not null;
    }

    private void BuildNameIndexes()
    {
        for (BtfObject? part = this; part is not null; part = part._base)
        {
            _ = part._nameIndex ?? part.BuildNameIndex();
        }
    }

    private BtfError CheckRelocation(BtfObject newBase) =>
        _base is null ? new BtfError(BtfErrorCode.BaseMismatch, text: "The object stands alone: only one that continues a distilled base can be put onto another") :
        _base == newBase ? new BtfError(BtfErrorCode.BaseMismatch, text: "The new base is the one that the object has already") :
        CheckBase(_header, newBase);
}

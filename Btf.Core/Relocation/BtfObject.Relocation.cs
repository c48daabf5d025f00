using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    // From this many names on, an index costs less than scans.
    private const uint ManyNames = 64;

    /// <summary>Puts a module that was built over a distilled base (<c>.BTF.base</c>) onto the types of the kernel that it is to run in.</summary>
    /// <param name="newBase">The kernel's object. It must stay open as long as the result is used.</param>
    /// <returns>
    /// The same types over the new base, with ids and string offsets to match, in memory of its own; the caller disposes it. This object is
    /// not changed, and neither it nor its base is needed by the result.
    /// </returns>
    /// <remarks>
    /// <para>
    /// Every type of this object's base needs exactly one match in the new base, by the rules of libbpf's <c>btf__relocate</c>, which are those of the
    /// kernel when it loads the module: a type of the same name; integers also of the same size and encoding, floating-point types of the same size,
    /// enumerations (of 32 or 64 bits) of the same size. Structures and unions need the same size where the new base has several of the name, or
    /// where one of this object's types embeds them; behind a pointer the name is enough. A forward declaration matches one of the same kind, a
    /// structure without the record's <c>kind_flag</c>, or a union with it.
    /// </para>
    /// <para>
    /// The fields of matched types are not compared: that an unchanged size means an unchanged structure is the rule's assumption. Types are looked up
    /// by the new base's index of names, which is built where the base has none yet.
    /// </para>
    /// </remarks>
    /// <exception cref="BtfFormatException">
    /// A type of the base has no match or several, and the error names it; this object stands alone, or its base is not a distilled one; or the
    /// new base is of another byte order.
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

    /// <summary>Puts a module onto the types of a kernel, and reports what is wrong instead of throwing. See <see cref="RelocateTo"/>.</summary>
    /// <param name="newBase">The kernel's object.</param>
    /// <param name="result">The same types over the new base; the caller disposes it.</param>
    /// <param name="error">What is wrong. Its type id and byte offset are those of a type of this object's base, or of this object.</param>
    /// <returns>Whether every type found its match.</returns>
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
                error = TryCreate(copy, newBase, new BtfOpenOptions { NameLookup = _nameLookup }, out result);
            }
            else
            {
                copy.Close();
            }

            GC.KeepAlive(copy);
        }

        try
        {
            // An object that was closed meanwhile reads as zeros, so what was copied, matched or refused may be wrong.
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

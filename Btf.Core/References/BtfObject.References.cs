using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public sealed partial class BtfObject
{
    private volatile ReferenceIndex? _referenceIndex;

    /// <summary>
    /// The functions of this object and its bases that carry the declaration tag <c>bpf_kfunc</c>, ids ascending: those that BPF programs may call.
    /// pahole writes the tag since 1.26; a kernel built with an older one has kfuncs, but no such tags (see <see cref="MarksKfuncs"/>). Costs a look-up by name.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfFunctionMatches FindKfuncs() => new(Undisposed, default, FunctionQuestion.Kfuncs);

    /// <summary>
    /// Returns whether this object or a base marks any function as a kfunc. Where it is false, the kernel may have kfuncs that <see cref="FindKfuncs"/> cannot tell:
    /// every kernel since 5.18 has some. Costs a look-up by name.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool MarksKfuncs
    {
        get
        {
            foreach (BtfFunction _ in FindKfuncs())
            {
                return true;
            }

            return false;
        }
    }

    /// <summary>
    /// All types of this object and its bases whose records refer to a type: as the target of a pointer, typedef, qualifier, function, variable or
    /// tag, as the element or index type of an array, as the type of a member, parameter or section entry, or as what a function returns.
    /// </summary>
    /// <param name="type">A type of this object or of one of its bases; void too.</param>
    /// <returns>An enumerable that holds no memory: ids ascending, a type that refers to this one several times once.</returns>
    /// <remarks>
    /// The question goes to an object, because types of a split object may refer to those of its base: a module's answer has them, the kernel's answer does not.
    /// The first question builds an index for each object of the chain: 4 bytes a reference and 4 bytes a type, in a split object another 8 bytes for
    /// each type of its bases that it refers to. After that a question costs what its answer is long, and allocates nothing. Ids that do not exist,
    /// <c>...</c>, and records of kinds that this version does not know refer to nothing.
    /// </remarks>
    /// <exception cref="ArgumentException">The type is neither of this object nor of one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfTypeReferrers FindReferrers(BtfType type)
    {
        ThrowIfForeign(type);
        return new BtfTypeReferrers(this, type);
    }

    /// <summary>All functions of this object and its bases that take a type, or a pointer to it.</summary>
    /// <param name="type">A type of this object or of one of its bases.</param>
    /// <returns>An enumerable that holds no memory: ids ascending, each function once.</returns>
    /// <remarks>
    /// A function takes a type if it stands on the way that a parameter's type leads: past any number of pointers, qualifiers, typedefs and type tags
    /// (see <see cref="BtfType.Chain"/>). So <c>struct sk_buff</c> finds <c>const struct sk_buff *</c> and <c>struct sk_buff **</c>; a typedef finds what
    /// is declared by it, and <c>unsigned int</c> also finds <c>u32</c>; void finds <c>void *</c>, but not <c>...</c>. Where several types share a name,
    /// each is asked for by itself. An enumeration costs the referrers of the types on the way (see <see cref="FindReferrers"/>) and a bit a type.
    /// </remarks>
    /// <exception cref="ArgumentException">The type is neither of this object nor of one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfFunctionMatches FindFunctionsTaking(BtfType type)
    {
        ThrowIfForeign(type);
        return new BtfFunctionMatches(this, type, FunctionQuestion.Taking);
    }

    /// <summary>
    /// All functions of this object and its bases that return a type, or a pointer to it. What that means, and what it costs, is as with
    /// <see cref="FindFunctionsTaking"/>.
    /// </summary>
    /// <param name="type">A type of this object or of one of its bases; void finds functions that return nothing or <c>void *</c>.</param>
    /// <returns>An enumerable that holds no memory: ids ascending, each function once.</returns>
    /// <exception cref="ArgumentException">The type is neither of this object nor of one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfFunctionMatches FindFunctionsReturning(BtfType type)
    {
        ThrowIfForeign(type);
        return new BtfFunctionMatches(this, type, FunctionQuestion.Returning);
    }

    /// <summary>All declaration tags of this object and its bases that are on a type or on one of its members or parameters.</summary>
    /// <param name="type">
    /// A type of this object or of one of its bases. The tags on parameters are those of the function, not of its prototype.
    /// </param>
    /// <returns>An enumerable that holds no memory: ids ascending. It walks over the type's referrers (see <see cref="FindReferrers"/>).</returns>
    /// <exception cref="ArgumentException">The type is neither of this object nor of one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfDeclTagMatches FindDeclTags(BtfType type) => new(FindReferrers(type), null);

    /// <summary>The declaration tags of this object and its bases that are on one member or parameter, or on the type itself.</summary>
    /// <param name="type">A type of this object or of one of its bases; for a parameter, the function.</param>
    /// <param name="componentIndex">The member's or parameter's place, from 0; -1 for the type itself. That there is such a place is not checked.</param>
    /// <returns>An enumerable that holds no memory: ids ascending. It walks over the type's referrers (see <see cref="FindReferrers"/>).</returns>
    /// <exception cref="ArgumentException">The type is neither of this object nor of one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfDeclTagMatches FindDeclTags(BtfType type, int componentIndex) => new(FindReferrers(type), componentIndex);

    /// <summary>Whether a type is a function that carries the tag <c>bpf_kfunc</c>. See <see cref="FindKfuncs"/>; costs the tags of the function.</summary>
    /// <param name="type">A type of this object or of one of its bases.</param>
    /// <exception cref="ArgumentException">The type is neither of this object nor of one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool IsKfunc(BtfType type)
    {
        ThrowIfForeign(type);
        if (type.Kind == BtfKind.Func)
        {
            foreach (BtfDeclTag tag in FindDeclTags(type))
            {
                if (FunctionSearch.IsKfuncTag(tag))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The index of what this object's own types refer to: built by the first caller, while others wait, and published whole.</summary>
    internal ReferenceIndex ReferenceIndex => _referenceIndex ?? BuildReferenceIndex();

    private void ThrowIfForeign(BtfType type)
    {
        ThrowIfDisposed();
        if (type == default || !HasInChain(type.Object))
        {
            ThrowForeign(type);
        }
    }

    [DoesNotReturn]
    private static void ThrowForeign(BtfType type) =>
        throw new ArgumentException($"Type [{type.Id}] is neither of this object nor of one of its bases.", nameof(type));

    private ReferenceIndex BuildReferenceIndex()
    {
        lock (_memory)
        {
            // Of records of this object's own alone, which the lock keeps open.
            ThrowIfDisposed();
            return _referenceIndex ??= ReferenceIndex.Build(this);
        }
    }

    partial void CloseReferences() => _referenceIndex = null;

    partial void AddReferenceBytes(ref long bytes) => bytes += _referenceIndex?.KeptBytes ?? 0;
}

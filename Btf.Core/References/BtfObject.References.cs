using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public sealed partial class BtfObject
{
    // After this number of searches, an index of the references costs less than further searches without it.
    private const int SearchesBeforeIndex = 2;

    private volatile ReferenceIndex? _referenceIndex;
    private int _functionSearches;

    /// <summary>
    /// Finds the functions of this object and its bases with the declaration tag <c>bpf_kfunc</c>, in the order of their ids. BPF programs may call them.
    /// pahole writes the tag since 1.26; a kernel built with an older pahole has kfuncs without tags (see <see cref="MarksKfuncs"/>). Costs a look-up by name.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfFunctionMatches FindKfuncs() => new(Undisposed, default, FunctionQuestion.Kfuncs);

    /// <summary>
    /// Returns whether this object or a base marks any function as a kfunc. If not, the kernel may still have kfuncs that <see cref="FindKfuncs"/> cannot find:
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
    /// Finds all types of this object and its bases whose records refer to a type: as the target of a pointer, typedef, qualifier, function, variable or
    /// tag, as the element or index type of an array, as the type of a member, parameter or section entry, or as a return type.
    /// </summary>
    /// <param name="type">A type of this object or of one of its bases, including void.</param>
    /// <returns>The types in the order of their ids, each once. The result takes no memory.</returns>
    /// <remarks>
    /// The method belongs to an object because a module's types may refer to the kernel's types: the module's answer has them, the kernel's answer does not.
    /// The first call builds an index for each object of the chain: 4 bytes per reference and 4 bytes per type, and in a split object another 8 bytes for
    /// each type of its bases that it refers to. Later calls take time in proportion to their result, and allocate nothing. Ids that do not exist,
    /// <c>...</c>, and records of kinds that this version does not know refer to nothing.
    /// </remarks>
    /// <exception cref="ArgumentException">The type belongs neither to this object nor to one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    /// <example>
    /// <code>
    /// foreach (BtfType referrer in kernel.FindReferrers(kernel.FindType("sk_buff")))
    /// {
    ///     Console.WriteLine(referrer);
    /// }
    /// </code>
    /// </example>
    public BtfTypeReferrers FindReferrers(BtfType type)
    {
        ThrowIfForeign(type);
        return new BtfTypeReferrers(this, type);
    }

    /// <summary>Finds all functions of this object and its bases with a parameter of a type, or of a pointer to it.</summary>
    /// <param name="type">A type of this object or of one of its bases.</param>
    /// <returns>The functions in the order of their ids, each once. The result takes no memory.</returns>
    /// <remarks>
    /// A function takes a type if a parameter's type leads to it through any number of pointers, qualifiers, typedefs and type tags
    /// (see <see cref="BtfType.Chain"/>). So <c>struct sk_buff</c> finds <c>const struct sk_buff *</c> and <c>struct sk_buff **</c>; a typedef finds
    /// parameters declared with it, and <c>unsigned int</c> also finds <c>u32</c>; void finds <c>void *</c>, but not <c>...</c>. If several types share a
    /// name, search for each. An object's first two enumerations read all prototypes; the third builds the index of <see cref="FindReferrers"/>, and from
    /// then on they only walk over the referrers of the types on the way. Each needs a bit per type.
    /// </remarks>
    /// <exception cref="ArgumentException">The type belongs neither to this object nor to one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    /// <example>
    /// <code>
    /// foreach (BtfFunction function in kernel.FindFunctionsTaking(kernel.FindType("sk_buff")))
    /// {
    ///     Console.WriteLine(function);
    /// }
    /// </code>
    /// </example>
    public BtfFunctionMatches FindFunctionsTaking(BtfType type)
    {
        ThrowIfForeign(type);
        return new BtfFunctionMatches(this, type, FunctionQuestion.Taking);
    }

    /// <summary>
    /// Finds all functions of this object and its bases that return a type, or a pointer to it. The rules and costs are those of
    /// <see cref="FindFunctionsTaking"/>.
    /// </summary>
    /// <param name="type">A type of this object or of one of its bases; void finds functions that return nothing or <c>void *</c>.</param>
    /// <returns>The functions in the order of their ids, each once. The result takes no memory.</returns>
    /// <exception cref="ArgumentException">The type belongs neither to this object nor to one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfFunctionMatches FindFunctionsReturning(BtfType type)
    {
        ThrowIfForeign(type);
        return new BtfFunctionMatches(this, type, FunctionQuestion.Returning);
    }

    /// <summary>Finds all declaration tags of this object and its bases on a type or on one of its members or parameters.</summary>
    /// <param name="type">
    /// A type of this object or of one of its bases. Tags on parameters belong to the function, not to its prototype.
    /// </param>
    /// <returns>
    /// The tags in the order of their ids. The result takes no memory, and walks over the type's referrers (see <see cref="FindReferrers"/>).
    /// </returns>
    /// <exception cref="ArgumentException">The type belongs neither to this object nor to one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfDeclTagMatches FindDeclTags(BtfType type) => new(FindReferrers(type), null);

    /// <summary>Finds the declaration tags of this object and its bases on one member or parameter, or on the type itself.</summary>
    /// <param name="type">A type of this object or of one of its bases; for a parameter, the function.</param>
    /// <param name="componentIndex">The index of the member or parameter; -1 for the type itself. Not checked.</param>
    /// <returns>
    /// The tags in the order of their ids. The result takes no memory, and walks over the type's referrers (see <see cref="FindReferrers"/>).
    /// </returns>
    /// <exception cref="ArgumentException">The type belongs neither to this object nor to one of its bases.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfDeclTagMatches FindDeclTags(BtfType type, int componentIndex) => new(FindReferrers(type), componentIndex);

    /// <summary>
    /// Returns whether a type is a function with the tag <c>bpf_kfunc</c>. See <see cref="FindKfuncs"/>. Walks over the tags of the function.
    /// </summary>
    /// <param name="type">A type of this object or of one of its bases.</param>
    /// <exception cref="ArgumentException">The type belongs neither to this object nor to one of its bases.</exception>
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

    /// <summary>The index of the references of this object's own types. The first caller builds it while others wait.</summary>
    internal ReferenceIndex ReferenceIndex => _referenceIndex ?? BuildReferenceIndex();

    /// <summary>Whether a search for functions should use the indexes of references: they exist, or there were enough searches before.</summary>
    internal bool IsReferenceIndexDue
    {
        get
        {
            bool isBuilt = true;
            for (BtfObject? part = this; part is not null; part = part.Base)
            {
                isBuilt &= part._referenceIndex is not null;
            }

            return isBuilt || Interlocked.Increment(ref _functionSearches) > SearchesBeforeIndex;
        }
    }

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
        throw new ArgumentException($"Type [{type.Id}] belongs neither to this object nor to one of its bases.", nameof(type));

    private ReferenceIndex BuildReferenceIndex()
    {
        lock (_memory)
        {
            // The build reads only this object's own records, which the lock keeps open.
            ThrowIfDisposed();
            return _referenceIndex ??= ReferenceIndex.Build(this);
        }
    }

    partial void CloseReferences() => _referenceIndex = null;

    partial void AddReferenceBytes(ref long bytes) => bytes += _referenceIndex?.KeptBytes ?? 0;
}

namespace Btf.Core;

/// <summary>
/// The parts around the name in a C declaration, from the outside in: pointers, arrays, functions and qualifiers. For <c>char *(*x)[3]</c> the parts are
/// pointer, array, pointer, and the base is <c>char</c>.
/// </summary>
/// <remarks>
/// C writes the base first; then the parts that stand before the name, from the last to the first; then the name; then the parts that stand after it, from the
/// first to the last. Declarations nest in parameters: all share one list of parts, and an inner declaration starts at the end of the outer one. The writers of
/// C text differ (for people, libbpf's, pahole's, casts) but share these parts.
/// </remarks>
internal struct CDeclarator
{
    private PooledList<uint> _parts;

    /// <summary>The number of parts. It can be set to a smaller number.</summary>
    public int Count
    {
        readonly get => _parts.Count;
        set => _parts.Count = value;
    }

    /// <summary>The id of the last part.</summary>
    public readonly uint Last => _parts.Last;

    /// <summary>The id of a part.</summary>
    public readonly uint this[int index] => _parts[index];

    /// <summary>Returns the memory to the pool.</summary>
    public void Return() => _parts.Return();

    /// <summary>Removes the last part, and returns its id.</summary>
    public uint Pop() => _parts.Pop();

    /// <summary>Returns whether a type is a part of a declarator, not its base; if so, also the next type inward.</summary>
    /// <param name="type">The type.</param>
    /// <param name="inner">The type that it points to, has as elements, returns or qualifies. It need not exist.</param>
    public static bool TryGetInner(BtfType type, out uint inner)
    {
        BtfKind kind = type.Kind;
        bool isPart = kind is BtfKind.Ptr or BtfKind.FuncProto or BtfKind.Array || kind.IsModifier();
        inner = kind == BtfKind.Array ? type.AsArray().ElementTypeId : isPart ? type.SizeOrType : 0;
        return isPart;
    }

    /// <summary>Adds a type as the last part.</summary>
    public void Add(uint id) => _parts.Add(id);

    /// <summary>Adds a type as the last part, unless it is the base.</summary>
    /// <param name="type">The type.</param>
    /// <param name="inner">The next type inward; see <see cref="TryGetInner"/>.</param>
    /// <returns>Whether the type is a part. If not, it is the base.</returns>
    public bool TryAdd(BtfType type, out uint inner)
    {
        bool isPart = TryGetInner(type, out inner);
        if (isPart)
        {
            _parts.Add(type.Id);
        }

        return isPart;
    }

    /// <summary>
    /// Returns whether an array or a function needs parentheses around its inner declarator: <c>(*x)[3]</c> is a pointer, <c>*x[3]</c> an array. Only an array
    /// directly inside an array needs none.
    /// </summary>
    /// <param name="btf">The object of the types.</param>
    /// <param name="index">The array or function.</param>
    /// <param name="start">The first part of the declaration.</param>
    public readonly bool IsEnclosed(BtfObject btf, int index, int start) => index > start && btf[_parts[index - 1]].Kind != BtfKind.Array;

    /// <summary>Removes the qualifiers and type tags at the end.</summary>
    /// <remarks>GCC qualifies an array whose elements are qualified, and marks the type of a noreturn function as volatile. C has neither.</remarks>
    /// <param name="btf">The object of the types.</param>
    /// <param name="start">The first part of the declaration.</param>
    public void DropModifiers(BtfObject btf, int start)
    {
        while (_parts.Count > start && btf[_parts.Last].Kind.IsModifier())
        {
            _parts.Count--;
        }
    }
}

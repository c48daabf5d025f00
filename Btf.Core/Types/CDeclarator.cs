namespace Btf.Core;

/// <summary>
/// What stands around the name in a C declaration: pointers, arrays, functions and qualifiers, each from the outside in. For <c>char *(*x)[3]</c> it holds pointer,
/// array, pointer; <c>char</c> is the base.
/// </summary>
/// <remarks>
/// C writes the base first. Then come, from the last part to the first, what stands before the name; the name; and from the first part to the last, what stands
/// after it. Declarations nest in parameters: all share one list of parts, and each starts where the one around it ends. The texts differ (C for people, libbpf's,
/// pahole's, casts); what they are made of is here.
/// </remarks>
internal struct CDeclarator
{
    private PooledList<uint> _parts;

    /// <summary>How many parts there are. Can be set to fewer.</summary>
    public int Count
    {
        readonly get => _parts.Count;
        set => _parts.Count = value;
    }

    /// <summary>The id of the last part.</summary>
    public readonly uint Last => _parts.Last;

    /// <summary>The id of a part.</summary>
    public readonly uint this[int index] => _parts[index];

    /// <summary>Gives the memory back.</summary>
    public void Return() => _parts.Return();

    /// <summary>Takes the last part away. Returns its id.</summary>
    public uint Pop() => _parts.Pop();

    /// <summary>Returns whether a type is a part of a declarator, and not its base. If so, the type that it is made from follows.</summary>
    /// <param name="type">The type.</param>
    /// <param name="inner">What it points to, has elements of, returns or qualifies. That such a type exists is not checked.</param>
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
    /// <param name="inner">The type that comes next; see <see cref="TryGetInner"/>.</param>
    /// <returns>Whether it is a part. Else it is the base.</returns>
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
    /// Returns whether an array or a function needs parentheses around all that is declared inside: <c>(*x)[3]</c> is a pointer, <c>*x[3]</c> an array.
    /// Only arrays stand beside each other without them.
    /// </summary>
    /// <param name="btf">The object of the types.</param>
    /// <param name="index">The array or function.</param>
    /// <param name="start">Where the declaration starts.</param>
    public readonly bool IsEnclosed(BtfObject btf, int index, int start) => index > start && btf[_parts[index - 1]].Kind != BtfKind.Array;

    /// <summary>Takes the qualifiers and type tags at the end away.</summary>
    /// <remarks>GCC qualifies an array whose elements are qualified, and marks the type of a function that does not return as volatile. C has neither.</remarks>
    /// <param name="btf">The object of the types.</param>
    /// <param name="start">Where the declaration starts.</param>
    public void DropModifiers(BtfObject btf, int start)
    {
        while (_parts.Count > start && btf[_parts.Last].Kind.IsModifier())
        {
            _parts.Count--;
        }
    }
}

namespace Btf.Core.Building;

/// <summary>The kinds whose records have no elements.</summary>
public sealed partial class BtfBuilder
{
    private const int MostIntBytes = 16;

    /// <summary>Adds an integer.</summary>
    /// <param name="name">The name, which is required.</param>
    /// <param name="size">The size in bytes: 1, 2, 4, 8 or 16.</param>
    /// <param name="encoding">Whether it is signed, a character or a boolean.</param>
    /// <param name="bits">The number of bits; 0 for all bits.</param>
    /// <param name="bitOffset">The first bit.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The name is missing or has a zero byte.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not one of these, or the bits do not fit into it.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddInt(BtfName name, uint size, BtfIntEncoding encoding = BtfIntEncoding.None, int bits = 0, int bitOffset = 0)
    {
        ThrowIfTaken();
        if (size is not (1 or 2 or 4 or 8 or MostIntBytes))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "An integer has 1, 2, 4, 8 or 16 bytes.");
        }

        bits = bits == 0 ? (int)size * 8 : bits;
        if (bits < 0 || bitOffset < 0 || bitOffset > byte.MaxValue || (long)bits + bitOffset > size * 8)
        {
            throw new ArgumentOutOfRangeException(nameof(bits), bits, $"The bits must lie in the {size * 8} bits of the integer.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)encoding, 0x0Fu, nameof(encoding));
        Add(BtfKind.Int, InternRequired(name, "An integer"), size)[0] = (uint)encoding << 24 | (uint)bitOffset << 16 | (uint)bits;
        return NextTypeId - 1;
    }

    /// <summary>Adds a floating-point number.</summary>
    /// <param name="name">The name, which is required.</param>
    /// <param name="size">The size in bytes: 2, 4, 8, 12 or 16.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The name is missing or has a zero byte.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not one of these.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddFloat(BtfName name, uint size)
    {
        ThrowIfTaken();
        if (size is not (2 or 4 or 8 or 12 or 16))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "A floating-point number has 2, 4, 8, 12 or 16 bytes.");
        }

        Add(BtfKind.Float, InternRequired(name, "A floating-point number"), size);
        return NextTypeId - 1;
    }

    /// <summary>Adds a pointer.</summary>
    /// <param name="typeId">The type that it points to, which need not exist yet; 0 for void.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddPointer(uint typeId) => AddReference(BtfKind.Ptr, 0, typeId);

    /// <summary>Adds a <c>const</c> type.</summary>
    /// <param name="typeId">The qualified type, which need not exist yet; 0 for void.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddConst(uint typeId) => AddReference(BtfKind.Const, 0, typeId);

    /// <summary>Adds a <c>volatile</c> type.</summary>
    /// <param name="typeId">The qualified type, which need not exist yet; 0 for void.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddVolatile(uint typeId) => AddReference(BtfKind.Volatile, 0, typeId);

    /// <summary>Adds a <c>restrict</c> type.</summary>
    /// <param name="typeId">The qualified pointer, which need not exist yet.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddRestrict(uint typeId) => AddReference(BtfKind.Restrict, 0, typeId);

    /// <summary>Adds an array.</summary>
    /// <param name="elementTypeId">The elements' type, which need not exist yet.</param>
    /// <param name="indexTypeId">The type of an index: an integer, which need not exist yet.</param>
    /// <param name="count">The number of elements; 0 for a flexible array.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddArray(uint elementTypeId, uint indexTypeId, uint count)
    {
        ThrowIfTaken();
        Span<uint> rest = Add(BtfKind.Array, 0, 0);
        rest[0] = elementTypeId;
        rest[1] = indexTypeId;
        rest[2] = count;
        return NextTypeId - 1;
    }

    /// <summary>Adds a forward declaration of a structure or union.</summary>
    /// <param name="name">The name, which is required.</param>
    /// <param name="isUnion">Whether it declares a union.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The name is missing or has a zero byte.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddForward(BtfName name, bool isUnion = false)
    {
        ThrowIfTaken();
        Add(BtfKind.Fwd, InternRequired(name, "A forward declaration"), 0, kindFlag: isUnion);
        return NextTypeId - 1;
    }

    /// <summary>Adds a typedef.</summary>
    /// <param name="name">The name, which is required.</param>
    /// <param name="typeId">The type that the name stands for, which need not exist yet; 0 for void.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The name is missing or has a zero byte.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddTypedef(BtfName name, uint typeId)
    {
        ThrowIfTaken();
        return AddReference(BtfKind.Typedef, InternRequired(name, "A typedef"), typeId);
    }

    /// <summary>Adds a function.</summary>
    /// <param name="name">The name, which is required.</param>
    /// <param name="prototypeId">The function's prototype, which need not exist yet.</param>
    /// <param name="linkage">Who can call it.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The name is missing or has a zero byte.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The linkage is not one of the enumeration.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddFunction(BtfName name, uint prototypeId, BtfFunctionLinkage linkage = BtfFunctionLinkage.Global)
    {
        ThrowIfTaken();
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)linkage, (uint)BtfFunctionLinkage.Extern, nameof(linkage));

        // A function stores its linkage where other kinds store the number of elements.
        Add(BtfKind.Func, InternRequired(name, "A function"), prototypeId, (int)linkage);
        return NextTypeId - 1;
    }

    /// <summary>Adds a variable.</summary>
    /// <param name="name">The name, which is required.</param>
    /// <param name="typeId">The variable's type, which need not exist yet.</param>
    /// <param name="linkage">Who can reach it.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The name is missing or has a zero byte.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The linkage is not one of the enumeration.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddVariable(BtfName name, uint typeId, BtfVariableLinkage linkage = BtfVariableLinkage.GlobalAllocated)
    {
        ThrowIfTaken();
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)linkage, (uint)BtfVariableLinkage.GlobalExtern, nameof(linkage));
        Add(BtfKind.Var, InternRequired(name, "A variable"), typeId)[0] = (uint)linkage;
        return NextTypeId - 1;
    }

    /// <summary>Adds a tag on a declaration.</summary>
    /// <param name="value">The tag's text, which is required.</param>
    /// <param name="typeId">The tagged structure, union, function, variable or typedef, which need not exist yet.</param>
    /// <param name="componentIndex">The index of the tagged member or parameter; -1 to tag the whole declaration.</param>
    /// <param name="isAttribute">Whether the text is a whole attribute rather than the argument of <c>btf_decl_tag</c>.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The text is missing or has a zero byte.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is less than -1.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddDeclTag(BtfName value, uint typeId, int componentIndex = -1, bool isAttribute = false)
    {
        ThrowIfTaken();
        ArgumentOutOfRangeException.ThrowIfLessThan(componentIndex, -1);
        Add(BtfKind.DeclTag, InternRequired(value, "A declaration tag"), typeId, kindFlag: isAttribute)[0] = (uint)componentIndex;
        return NextTypeId - 1;
    }

    /// <summary>Adds a tag on a type.</summary>
    /// <param name="value">The tag's text, which is required.</param>
    /// <param name="typeId">The tagged type, which need not exist yet.</param>
    /// <param name="isAttribute">Whether the text is a whole attribute rather than the argument of <c>btf_type_tag</c>.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The text is missing or has a zero byte.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddTypeTag(BtfName value, uint typeId, bool isAttribute = false)
    {
        ThrowIfTaken();
        Add(BtfKind.TypeTag, InternRequired(value, "A type tag"), typeId, kindFlag: isAttribute);
        return NextTypeId - 1;
    }

    private uint AddReference(BtfKind kind, uint name, uint typeId)
    {
        ThrowIfTaken();
        Add(kind, name, typeId);
        return NextTypeId - 1;
    }
}

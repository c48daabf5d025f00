namespace Btf.Core;

/// <summary>The kind of a type record: bits 24-30 of its <c>info</c> word. The numbers are those of <c>include/uapi/linux/btf.h</c>.</summary>
/// <remarks>A value above <see cref="LocSec"/> is a kind that this version does not know; its size is in the data's layout section.</remarks>
public enum BtfKind
{
    /// <summary>The type with id 0, which has no record (<c>BTF_KIND_UNKN</c>).</summary>
    Void = 0,

    /// <summary>An integer (<c>BTF_KIND_INT</c>).</summary>
    Int = 1,

    /// <summary>A pointer (<c>BTF_KIND_PTR</c>).</summary>
    Ptr = 2,

    /// <summary>An array (<c>BTF_KIND_ARRAY</c>).</summary>
    Array = 3,

    /// <summary>A structure (<c>BTF_KIND_STRUCT</c>).</summary>
    Struct = 4,

    /// <summary>A union (<c>BTF_KIND_UNION</c>).</summary>
    Union = 5,

    /// <summary>An enumeration with values of up to 32 bits (<c>BTF_KIND_ENUM</c>).</summary>
    Enum = 6,

    /// <summary>A forward declaration of a structure or union (<c>BTF_KIND_FWD</c>).</summary>
    Fwd = 7,

    /// <summary>A type definition (<c>BTF_KIND_TYPEDEF</c>).</summary>
    Typedef = 8,

    /// <summary>The <c>volatile</c> qualifier (<c>BTF_KIND_VOLATILE</c>).</summary>
    Volatile = 9,

    /// <summary>The <c>const</c> qualifier (<c>BTF_KIND_CONST</c>).</summary>
    Const = 10,

    /// <summary>The <c>restrict</c> qualifier (<c>BTF_KIND_RESTRICT</c>).</summary>
    Restrict = 11,

    /// <summary>A function (<c>BTF_KIND_FUNC</c>).</summary>
    Func = 12,

    /// <summary>A function's prototype (<c>BTF_KIND_FUNC_PROTO</c>).</summary>
    FuncProto = 13,

    /// <summary>A variable (<c>BTF_KIND_VAR</c>).</summary>
    Var = 14,

    /// <summary>A data section and the variables in it (<c>BTF_KIND_DATASEC</c>).</summary>
    DataSec = 15,

    /// <summary>A floating-point number (<c>BTF_KIND_FLOAT</c>).</summary>
    Float = 16,

    /// <summary>A tag on a declaration (<c>BTF_KIND_DECL_TAG</c>).</summary>
    DeclTag = 17,

    /// <summary>A tag on a type (<c>BTF_KIND_TYPE_TAG</c>).</summary>
    TypeTag = 18,

    /// <summary>An enumeration with 64-bit values (<c>BTF_KIND_ENUM64</c>).</summary>
    Enum64 = 19,

    /// <summary>The location of a parameter of an inlined function (<c>BTF_KIND_LOC_PARAM</c>).</summary>
    LocParam = 20,

    /// <summary>The locations of all parameters of an inlined function (<c>BTF_KIND_LOC_PROTO</c>).</summary>
    LocProto = 21,

    /// <summary>The places where functions were inlined (<c>BTF_KIND_LOCSEC</c>).</summary>
    LocSec = 22,
}

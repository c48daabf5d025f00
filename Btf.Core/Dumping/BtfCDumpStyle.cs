namespace Btf.Core;

/// <summary>How a C dump writes types that bpftool writes wrongly or leaves out. All other types look the same in both styles.</summary>
public enum BtfCDumpStyle
{
    /// <summary>
    /// C with the sizes and offsets of the data. No type is left out. Unions are packed, aligned or filled if necessary, and 2-byte enumerations keep their
    /// size. If a nameless member has a named type, its members are written in place. A name that is invalid in C is replaced, with the original in a comment.
    /// Integers unknown to C are defined, and overlapping members become members of a union.
    /// </summary>
    Correct = 0,

    /// <summary>Exactly the text of <c>bpftool btf dump file … format c</c>, version 7.8.</summary>
    Bpftool = 1,
}

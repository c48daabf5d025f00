namespace Btf.Core;

/// <summary>How a C dump treats types that bpftool writes wrong or not at all. All others look the same in both styles.</summary>
public enum BtfCDumpStyle
{
    /// <summary>
    /// C that keeps the sizes and places of the data: no type is left out, unions are packed, aligned or filled where they must be, enumerations of 2 bytes have
    /// them, and the members of a nameless member whose type has a name are written in place. Names that C cannot write are replaced, with a comment that has
    /// the name in the data; integers that C does not know are defined; members that overlap become arms of a union.
    /// </summary>
    Correct = 0,

    /// <summary>The text of <c>bpftool btf dump file … format c</c> of version 7.8, to the byte.</summary>
    Bpftool = 1,
}

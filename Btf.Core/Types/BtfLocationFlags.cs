namespace Btf.Core;

/// <summary>How to read the words of a <see cref="BtfLocationParameter"/>. The numbers are those of <c>include/uapi/linux/btf.h</c>.</summary>
[Flags]
public enum BtfLocationFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>The value is signed (<c>BTF_LOC_FLAG_SIGNED</c>).</summary>
    Signed = 1,

    /// <summary>The words are the value itself, low half first (<c>BTF_LOC_FLAG_CONST</c>).</summary>
    Constant = 2,

    /// <summary>The value is an address, counted from the load address of the kernel or module (<c>BTF_LOC_FLAG_ADDR</c>).</summary>
    Address = 4,

    /// <summary>The first word is the DWARF number of a register (<c>BTF_LOC_FLAG_REG</c>).</summary>
    Register = 8,

    /// <summary>The value is in memory, at the given address (<c>BTF_LOC_FLAG_DEREF</c>).</summary>
    Dereference = 0x10,

    /// <summary>The second word is added to the register (<c>BTF_LOC_FLAG_OFFSET</c>).</summary>
    Offset = 0x20,
}

namespace Btf.Core;

/// <summary>The sections of a file for a BTF object. The holder of this value owns the memory.</summary>
internal struct BtfContents
{
    /// <summary>The BTF data.</summary>
    public BtfMemory? Btf;

    /// <summary>The distilled base of a module (<c>.BTF.base</c>); null if there is none.</summary>
    public BtfMemory? Base;

    /// <summary>The inlined functions (<c>.BTF.inline</c>); null if there are none or they were not requested.</summary>
    public BtfMemory? Inline;

    /// <summary>The <c>.BTF.ext</c> section of a BPF object; null if there is none or it was not requested.</summary>
    public BtfMemory? Extension;

    /// <summary>Releases all memory and its addresses.</summary>
    public readonly void Dispose()
    {
        Btf?.Dispose();
        Base?.Dispose();
        Inline?.Dispose();
        Extension?.Dispose();
    }
}

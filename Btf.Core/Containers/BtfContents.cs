namespace Btf.Core;

/// <summary>What a file has for a BTF object. The memory belongs to who has the value.</summary>
internal struct BtfContents
{
    /// <summary>The BTF data.</summary>
    public BtfMemory? Btf;

    /// <summary>The distilled base that a module ships (<c>.BTF.base</c>); null where there is none.</summary>
    public BtfMemory? Base;

    /// <summary>Where functions were inlined (<c>.BTF.inline</c>); null where there is none, or nobody asked for it.</summary>
    public BtfMemory? Inline;

    /// <summary>What BPF objects have beside their types (<c>.BTF.ext</c>); null where there is none, or nobody asked for it.</summary>
    public BtfMemory? Extension;

    /// <summary>Gives all of it back, the addresses too.</summary>
    public readonly void Dispose()
    {
        Btf?.Dispose();
        Base?.Dispose();
        Inline?.Dispose();
        Extension?.Dispose();
    }
}

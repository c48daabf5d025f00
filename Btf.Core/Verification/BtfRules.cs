namespace Btf.Core;

/// <summary>The rules to check an object against: those of the loader in one version of the kernel.</summary>
public enum BtfRules
{
    /// <summary>Linux 7.2: 128 kinds and 24 bits of vlen in the info word, the layout section, type tags anywhere among qualifiers.</summary>
    Linux72 = 0,

    /// <summary>Linux 6.18: 32 kinds and 16 bits of vlen, a header of 24 bytes, type tags before qualifiers only.</summary>
    Linux618 = 1,

    /// <summary>
    /// Linux 7.2 and the kinds that tell where functions were inlined (<see cref="BtfKinds.Location"/>), which kernels up to 7.3 do not load.
    /// </summary>
    Linux74 = 2,
}

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The fields found in a structure, at most as many as the kernel has room for.</summary>
[InlineArray(Capacity)]
internal struct SpecialFieldList
{
    /// <summary>The largest number of fields (<c>BTF_FIELDS_MAX</c>).</summary>
    public const int Capacity = 11;

    private SpecialField _first;
}

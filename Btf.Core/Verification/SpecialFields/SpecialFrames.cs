using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The structures under search, the outermost at the bottom.</summary>
[InlineArray(MaxDepth)]
internal struct SpecialFrames
{
    public const int MaxDepth = 32;

    private SpecialFrame _first;
}

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The types that wait for another one, the first at the bottom.</summary>
[InlineArray(MaxDepth)]
internal struct ResolveStack
{
    /// <summary>The largest number of types that may wait for each other (<c>MAX_RESOLVE_DEPTH</c>).</summary>
    public const int MaxDepth = 32;

    private ResolveFrame _first;
}

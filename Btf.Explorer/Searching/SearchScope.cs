namespace Btf.Explorer.Searching;

/// <summary>What a search looks at.</summary>
internal enum SearchScope
{
    /// <summary>The names of types and functions.</summary>
    Names,

    /// <summary>The members of structures and unions.</summary>
    Members,

    /// <summary>The values of enumerations.</summary>
    Values,
}

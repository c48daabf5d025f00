namespace Btf.Explorer.Texts;

/// <summary>What a piece of C text is.</summary>
internal enum CodePart
{
    Plain,
    Keyword,
    Comment,

    /// <summary>A comment about a hole or padding.</summary>
    Gap,

    /// <summary>The name of a type.</summary>
    TypeName,
}

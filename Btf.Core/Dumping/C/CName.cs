namespace Btf.Core;

/// <summary>A name as it stands in the text: a string of the object's, and from the second type of that name on a number.</summary>
internal readonly record struct CName(uint Offset, uint Number)
{
    /// <summary>No name.</summary>
    public static CName None => default;
}

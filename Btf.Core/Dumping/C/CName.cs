namespace Btf.Core;

/// <summary>A name in the text: the name in the data or its replacement, with a number from the second type of that name on.</summary>
/// <param name="Offset">The offset of the name in the data; 0 for none.</param>
/// <param name="Number">The number at its end; 0 for none.</param>
/// <param name="Made">The number of the replacement in <see cref="CMadeNames"/>; 0 for the name in the data.</param>
internal readonly record struct CName(uint Offset, uint Number, int Made = 0)
{
    /// <summary>No name.</summary>
    public static CName None => default;

    /// <summary>Whether there is no name. An offset that leads to an empty string still counts as a name.</summary>
    public bool IsNone => Offset == 0 && Made == 0;

    /// <summary>Whether it differs from the name in the data.</summary>
    public bool IsChanged => (Made | (int)Number) != 0;
}

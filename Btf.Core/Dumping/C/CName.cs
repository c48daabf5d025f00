namespace Btf.Core;

/// <summary>A name as it stands in the text: a string of the object's or one that was made, and from the second type of that name on a number.</summary>
/// <param name="Offset">The offset of the name in the data; 0 for none.</param>
/// <param name="Number">The number at its end; 0 for none.</param>
/// <param name="Made">The number of the made name that stands for it, from 1; 0 where the data's own is written.</param>
internal readonly record struct CName(uint Offset, uint Number, int Made = 0)
{
    /// <summary>No name.</summary>
    public static CName None => default;

    /// <summary>Whether nothing is written for it, unless the string in the data is empty too.</summary>
    public bool IsNone => Offset == 0 && Made == 0;

    /// <summary>Whether it differs from the name in the data.</summary>
    public bool IsChanged => (Made | (int)Number) != 0;
}

namespace Btf.Core;

/// <summary>One of the elements that follow a record's head: a member, value, parameter or section entry. Only this library's views implement it.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IBtfElement<TSelf>
    where TSelf : struct, IBtfElement<TSelf>
{
    /// <summary>Makes the view of the element at a place.</summary>
    /// <param name="owner">The type that has the element.</param>
    /// <param name="index">The element's place, from 0.</param>
    /// <param name="info">The type's info word: the list reads it once for all elements.</param>
    internal static abstract TSelf Create(BtfType owner, int index, uint info);

    /// <summary>Returns the offset of an element's name in the strings; 0 if it has none.</summary>
    internal static abstract uint NameOffsetOf(TSelf element);
}

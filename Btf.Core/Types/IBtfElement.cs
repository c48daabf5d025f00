namespace Btf.Core;

/// <summary>One of the elements that follow a record's head: a member, value, parameter or section entry. Implemented by this library's views only.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IBtfElement<TSelf>
    where TSelf : struct, IBtfElement<TSelf>
{
    /// <summary>Makes the view of the element at a place.</summary>
    internal static abstract TSelf Create(BtfType owner, int index);

    /// <summary>The offset of an element's name in the strings; 0 where it has none.</summary>
    internal static abstract uint NameOffsetOf(TSelf element);
}

namespace Btf.Core;

/// <summary>One of the elements that follow a record's head: a member, value, parameter or section entry. Implemented by this library's views only.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IBtfElement<TSelf>
    where TSelf : struct, IBtfElement<TSelf>
{
    /// <summary>Makes the view of the element at a place.</summary>
    internal static abstract TSelf Create(BtfType owner, int index);
}

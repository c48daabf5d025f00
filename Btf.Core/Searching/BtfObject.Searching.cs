namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>The types whose names match a pattern, of this object and its bases, ids ascending. Anonymous types match none.</summary>
    /// <param name="pattern">The pattern. One exact name is found faster by <see cref="FindTypes(string)"/>.</param>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    /// <example>
    /// <code>
    /// foreach (BtfType function in kernel.SearchTypes(BtfNamePattern.Glob("tcp_*send*")).OfKinds(BtfKinds.Func))
    /// {
    ///     Console.WriteLine(function);
    /// }
    /// </code>
    /// </example>
    public BtfTypeSearch SearchTypes(BtfNamePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ThrowIfDisposed();
        return new BtfTypeSearch(this, pattern, BtfKinds.All);
    }

    /// <summary>The members whose names match a pattern, of all structures and unions of this object and its bases.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The members; <see cref="BtfMember.DeclaringType"/> is the structure or union that has one.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public BtfElementSearch<BtfMember> SearchMembers(BtfNamePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ThrowIfDisposed();
        return new BtfElementSearch<BtfMember>(this, pattern, BtfKinds.Composite);
    }

    /// <summary>The values whose names match a pattern, of all enumerations of this object and its bases.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The values; <see cref="BtfEnumValue.DeclaringType"/> is the enumeration that defines one.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public BtfElementSearch<BtfEnumValue> SearchEnumValues(BtfNamePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ThrowIfDisposed();
        return new BtfElementSearch<BtfEnumValue>(this, pattern, BtfKinds.AnyEnum);
    }
}

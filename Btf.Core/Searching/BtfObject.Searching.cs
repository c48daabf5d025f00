namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>Searches this object and its bases for types whose names match a pattern, ids ascending. Anonymous types never match.</summary>
    /// <param name="pattern">The pattern. <see cref="FindTypes(string)"/> finds one exact name faster.</param>
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

    /// <summary>Searches all structures and unions of this object and its bases for members whose names match a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The members. <see cref="BtfMember.DeclaringType"/> is the structure or union of a member.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public BtfElementSearch<BtfMember> SearchMembers(BtfNamePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ThrowIfDisposed();
        return new BtfElementSearch<BtfMember>(this, pattern, BtfKinds.Composite);
    }

    /// <summary>Searches all enumerations of this object and its bases for values whose names match a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The values. <see cref="BtfEnumValue.DeclaringType"/> is the enumeration of a value.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public BtfElementSearch<BtfEnumValue> SearchEnumValues(BtfNamePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ThrowIfDisposed();
        return new BtfElementSearch<BtfEnumValue>(this, pattern, BtfKinds.AnyEnum);
    }
}

using Btf.Core.Extensions;

namespace Btf.Core.Comparison;

/// <summary>The differences between two objects or two collections: two kernels, two builds of a module, two versions of a program.</summary>
/// <remarks>
/// <para>
/// Types are paired by kind and name. If several types share a name, equal ones are paired first, then those with the most elements in common. Anonymous
/// enumerations are paired by their values. Ids, the order of types and string offsets do not count. A type that only refers to a changed one is not changed
/// itself: see <see cref="DifferenceOf"/>. Byte order and pointer size do not count either: see <see cref="Remarks"/>.
/// </para>
/// <para>
/// A comparison reads the objects when it is made and whenever a member is called: keep them open. It keeps a copy of their records, about three times their
/// size. Making a large comparison uses two threads. Several threads may use a comparison at the same time.
/// </para>
/// </remarks>
public sealed class BtfComparison
{
    private readonly IReadOnlyList<NamedPart> _old;
    private readonly IReadOnlyList<NamedPart> _new;
    private readonly ComparedTypes? _types;
    private readonly Lazy<IReadOnlyList<BtfTypeChange>> _changes;

    private BtfComparison(IReadOnlyList<NamedPart> old, IReadOnlyList<NamedPart> @new)
    {
        _old = old;
        _new = @new;
        Remarks = SideRemarks.Of(old, @new);
        _types = SameContent.Is(old, @new) ? null : ComparedTypes.Read(old, @new);
        _changes = new Lazy<IReadOnlyList<BtfTypeChange>>(() => _types is null ? [] : ChangeList.Make(_types, old, @new));
    }

    /// <summary>
    /// The types that were added, removed or changed, ordered by kind and name. Types of a base are listed only if the base is one of the compared objects.
    /// </summary>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public IReadOnlyList<BtfTypeChange> Changes => _changes.Value;

    /// <summary>Other differences than changes of types: another byte order, another pointer size, objects that only one of the collections has.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Compares two objects. Types of a base count if the objects refer to them, but their own changes are not listed.</summary>
    /// <param name="old">The old object.</param>
    /// <param name="new">The new object.</param>
    /// <exception cref="BtfFormatException">A type id or a string offset does not exist, a kind is unknown, or both objects together are too large.</exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">An object or one of its bases is disposed.</exception>
    /// <example>
    /// <code>
    /// using BtfObject next = BtfObject.Open("vmlinux-7.0");
    /// foreach (BtfTypeChange change in BtfComparison.Compare(kernel, next).Changes)
    /// {
    ///     change.WriteTo(Console.Out);
    /// }
    /// </code>
    /// </example>
    public static BtfComparison Compare(BtfObject old, BtfObject @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        return new BtfComparison([new NamedPart("", old)], [new NamedPart("", @new)]);
    }

    /// <summary>Compares two collections: two kernels and their modules. Opens those of their files that are not open yet.</summary>
    /// <param name="old">The old collection.</param>
    /// <param name="new">The new collection.</param>
    /// <exception cref="BtfFormatException">A type id or a string offset does not exist, a kind is unknown, or all objects together are too large.</exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">A collection or an object is disposed.</exception>
    public static BtfComparison Compare(BtfCollection old, BtfCollection @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        return new BtfComparison(PartsOf(old), PartsOf(@new));
    }

    /// <summary>Returns whether a type differs from its counterpart in its own declaration, or only in a type that it refers to.</summary>
    /// <param name="type">A type of one of the objects or of their bases.</param>
    /// <returns>
    /// The difference; <see cref="BtfTypeDifference.None"/> if the type and all types that it leads to are equal. A type without a name counts as a part of the
    /// types that refer to it, and is never <see cref="BtfTypeDifference.Own"/>.
    /// </returns>
    /// <exception cref="ArgumentException">None of the objects has the type.</exception>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public BtfTypeDifference DifferenceOf(BtfType type)
    {
        if (_types is null)
        {
            _ = SideOf(type);
            return BtfTypeDifference.None;
        }

        return _types.Levels[NodeOf(type)];
    }

    /// <summary>Returns the type on the other side that a type is compared with.</summary>
    /// <param name="type">A type of one of the objects or of their bases.</param>
    /// <returns>The type; null if there is none, and for types without a name.</returns>
    /// <exception cref="ArgumentException">None of the objects has the type.</exception>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public BtfType? CounterpartOf(BtfType type)
    {
        if (_types is null)
        {
            return SameContent.CounterpartOf(type, SideOf(type), _old, _new);
        }

        int partner = _types.Pairs.PartnerOf[NodeOf(type)];
        return partner == 0 ? null : _types.TypeOf(partner);
    }

    /// <summary>Returns the changes that a BPF object's CO-RE relocations touch, each with the parts that they touch.</summary>
    /// <param name="program">The object's extension.</param>
    /// <exception cref="BtfFormatException">A relocation's type or access string does not exist.</exception>
    /// <exception cref="ObjectDisposedException">An object is disposed.</exception>
    public IReadOnlyList<BtfTypeChange> Affecting(BtfExtension program)
    {
        ArgumentNullException.ThrowIfNull(program);
        RelocationTouches touches = RelocationTouches.Of(program);
        return [.. Changes.Select(touches.Narrow).OfType<BtfTypeChange>()];
    }

    private static List<NamedPart> PartsOf(BtfCollection collection)
    {
        List<NamedPart> parts = [];
        foreach ((string name, BtfObject btf) in collection)
        {
            parts.Add(new NamedPart(name, btf));
        }

        return parts;
    }

    /// <summary>Returns whether a type is on the old side; else it is on the new one.</summary>
    private bool SideOf(BtfType type)
    {
        bool isOld = SameContent.Has(_old, type.Object);
        return isOld || SameContent.Has(_new, type.Object) ? isOld : throw new ArgumentException("The type is of none of the objects that are compared.", nameof(type));
    }

    private int NodeOf(BtfType type) => type.Id == 0 ? 0 : _types!.NodeOf(type, SideOf(type));
}

namespace Btf.Core;

/// <summary>Where one parameter of an inlined function is, as one of the words of a <see cref="BtfLocationPrototype"/>.</summary>
/// <remarks>
/// See "BTF_KIND_LOC_PROTO" in <c>include/uapi/linux/btf.h</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfParameterLocation : IBtfElement<BtfParameterLocation>
{
    private readonly BtfType _owner;
    private readonly int _index;

    private BtfParameterLocation(BtfType owner, int index)
    {
        _owner = owner;
        _index = index;
    }

    /// <summary>The locations that this one is among.</summary>
    public BtfType DeclaringType => _owner;

    /// <summary>The parameter's place, from 0.</summary>
    public int Index => _index;

    /// <summary>The id of the location; 0 where it is not known. Not checked.</summary>
    public uint TypeId => _owner.ReadTail(RecordFormat.HeadSize + (uint)_index * sizeof(uint));

    /// <summary>Finds where the parameter is.</summary>
    /// <param name="location">The location.</param>
    /// <returns>False where that is not known: the id is 0, does not exist, or is no location's.</returns>
    public bool TryGetLocation(out BtfLocationParameter location)
    {
        location = default;
        return _owner.Object.TryGetType(TypeId, out BtfType type) && type.TryAsLocationParameter(out location);
    }

    static BtfParameterLocation IBtfElement<BtfParameterLocation>.Create(BtfType owner, int index, uint info) => new(owner, index);

    static uint IBtfElement<BtfParameterLocation>.NameOffsetOf(BtfParameterLocation element) => 0;

    /// <summary>Returns the place as bpftool writes it, such as <c>reg5</c>; empty where it is not known.</summary>
    public override string ToString() => TryGetLocation(out BtfLocationParameter location) ? location.ToString() : "";
}

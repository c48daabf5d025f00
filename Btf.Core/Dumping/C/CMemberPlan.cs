namespace Btf.Core;

/// <summary>Decides the order and form in which to write members, so that C gives each member its offset in the data.</summary>
/// <remarks>
/// C places members one after the other; Rust and crafted data do not. Members that are out of order are sorted. If some overlap, each becomes a member ("arm")
/// of a union, after padding up to its offset.
/// </remarks>
internal sealed class CMemberPlan(CDumpContext context)
{
    private readonly List<int[]> _orders = [];

    /// <summary>Forgets all orders.</summary>
    public void Clear() => _orders.Clear();

    /// <summary>Returns the index of the member to write in a turn.</summary>
    public int IndexOf(in CTextFrame frame, int turn) => frame.Order == 0 ? turn : _orders[frame.Order - 1][turn];

    /// <summary>Finds the order and form of the members.</summary>
    /// <param name="type">The structure or union.</param>
    /// <param name="packed">Whether it is written as packed.</param>
    /// <param name="order">The number of the stored order; 0 for the order of the data.</param>
    /// <returns>Whether each member becomes an arm of a union.</returns>
    public bool NeedsArms(BtfType type, bool packed, out int order)
    {
        order = 0;
        BtfElementList<BtfMember> members = type.AsComposite().Members;
        bool isUnion = type.Kind == BtfKind.Union;
        long end = 0;
        uint last = 0;
        bool sorted = true;
        bool arms = false;
        foreach (BtfMember member in members)
        {
            context.Step();
            uint start = context.BitOffsetOf(member);
            arms |= !CanStand(member, type.SizeOrType, out long size) || Straddles(member, packed) || (isUnion && start != 0);
            sorted &= start >= last;
            arms |= !isUnion && sorted && start < end;
            last = start;
            end = start + size;
        }

        if (sorted || arms || isUnion)
        {
            return arms;
        }

        var places = new (uint Start, long Size, int Index)[members.Count];
        foreach (BtfMember member in members)
        {
            _ = CanStand(member, type.SizeOrType, out long size);
            places[member.Index] = (context.BitOffsetOf(member), size, member.Index);
        }

        context.Charge(places.Length);
        Array.Sort(places);
        end = 0;
        foreach ((uint start, long size, _) in places)
        {
            if (start < end)
            {
                return true;
            }

            end = start + size;
        }

        _orders.Add(Array.ConvertAll(places, static place => place.Index));
        order = _orders.Count;
        return false;
    }

    /// <summary>Returns whether C can write a member: its type has a size, and it lies inside its structure or union.</summary>
    /// <param name="member">The member.</param>
    /// <param name="holderSize">The size in bytes of the structure or union.</param>
    /// <param name="size">The member's size in bits.</param>
    public bool CanStand(BtfMember member, uint holderSize, out long size)
    {
        BtfType type = context.Resolve(member.TypeId, member.DeclaringType.Id);
        int bits = context.BitsOf(member);
        TypeSizeStatus status = TypeSize.Resolve(type, context.PointerSize, out uint bytes);
        size = bits != 0 ? bits : bytes * 8L;
        if (status != TypeSizeStatus.Done)
        {
            return false;
        }

        bool wide = bits != 0 && (bits > bytes * 8L || TypeSize.EndOf(type).Kind is not (BtfKind.Int or BtfKind.Enum or BtfKind.Enum64));
        return !wide && context.BitOffsetOf(member) + size <= holderSize * 8L;
    }

    /// <summary>Returns whether a bit-field crosses a boundary of its type, as it may in packed structures.</summary>
    private bool Straddles(BtfMember member, bool packed)
    {
        int bits = context.BitsOf(member);
        if (bits == 0 || packed)
        {
            return false;
        }

        _ = TypeSize.Resolve(context.Btf[member.TypeId], context.PointerSize, out uint bytes);
        return bytes != 0 && (context.BitOffsetOf(member) % (bytes * 8L)) + bits > bytes * 8L;
    }
}

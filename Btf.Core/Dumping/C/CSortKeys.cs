namespace Btf.Core;

/// <summary>Computes bpftool's sort keys for a C dump: a rank by kind, names, and a hash that keeps the order of equal names stable between kernels.</summary>
internal sealed class CSortKeys(CDumpContext context)
{
    /// <summary>The rank of types without a rank of their own; they come last.</summary>
    public const byte LastRank = 10;

    private const ulong Factor = 31;

    // These kinds get the rank of the type that they lead to, if they or it have a name.
    private const BtfKinds Leading =
        BtfKinds.TypeTag | BtfKinds.Const | BtfKinds.Ptr | BtfKinds.Volatile | BtfKinds.Restrict | BtfKinds.Typedef | BtfKinds.Array;

    /// <summary>Returns the type to which a type leads.</summary>
    public BtfType EndOf(BtfType type)
    {
        for (int hops = 0; Leading.Includes(type.Kind); hops++)
        {
            context.Step();
            if (hops == BtfType.MaxChainLength)
            {
                context.ThrowLoop(type.Id);
            }

            type = context.Resolve(NextOf(type), type.Id);
        }

        return type;
    }

    /// <summary>Returns the rank of a type, given the type that it leads to.</summary>
    /// <param name="end">The type that it leads to.</param>
    /// <param name="named">Whether either type has a name.</param>
    public static byte RankOf(BtfType end, bool named) => end.Kind switch
    {
        BtfKind.Enum or BtfKind.Enum64 => named ? (byte)1 : (byte)0,
        BtfKind.Int or BtfKind.Float => 2,
        BtfKind.Struct or BtfKind.Union => named ? (byte)3 : LastRank,
        BtfKind.FuncProto => named ? (byte)4 : LastRank,
        _ => LastRank,
    };

    /// <summary>Returns the sort keys of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="end">The type that it leads to, or the type itself.</param>
    public static CSortItem ItemOf(BtfType type, BtfType end)
    {
        uint name = end.NameOffset;
        if (name == 0 && end == type && type.TryAsEnum(out BtfEnum constants) && constants.Values.Count > 0)
        {
            name = constants.Values[0].NameOffset;
        }

        return new CSortItem { Id = type.Id, Name = name, OwnName = type.NameOffset };
    }

    /// <summary>Returns the hash that distinguishes types with the same names.</summary>
    public ulong HashOf(uint id) => HashOf(context.Btf[id], withMembers: true);

    private static uint NextOf(BtfType type) => type.Kind == BtfKind.Array ? type.AsArray().ElementTypeId : type.SizeOrType;

    // A pointer, array, typedef or qualifier adds its own hash to that of the type it leads to.
    private ulong HashOf(BtfType type, bool withMembers)
    {
        ulong sum = 0;
        for (int hops = 0; Leading.Includes(type.Kind); hops++)
        {
            ulong own = HashOfName(0, type.NameOffset);
            sum += Factor * (type.Kind == BtfKind.Array ? (Factor * own) + type.AsArray().Count : own);
            if (hops == BtfType.MaxChainLength)
            {
                context.ThrowLoop(type.Id);
            }

            type = context.Resolve(NextOf(type), type.Id);
        }

        ulong hash = HashOfName(0, type.NameOffset);
        if (type.TryAsEnum(out BtfEnum enumeration))
        {
            foreach (BtfEnumValue value in enumeration.Values)
            {
                hash = HashOfName(hash, value.NameOffset);
            }
        }
        else if (withMembers && type.TryAsComposite(out BtfComposite composite))
        {
            foreach (BtfMember member in composite.Members)
            {
                hash = HashOfName(hash, member.NameOffset);
                hash = (Factor * hash) + HashOf(context.Resolve(member.TypeId, type.Id), withMembers: false);
            }
        }

        return sum + hash;
    }

    private ulong HashOfName(ulong hash, uint offset)
    {
        context.Step();
        if (offset == 0)
        {
            return hash;
        }

        ulong own = 0;
        ReadOnlySpan<byte> name = context.Name(offset);
        context.Charge(name.Length);
        foreach (byte character in name)
        {
            // The expected dumps come from machines where char is signed.
            own = (Factor * own) + unchecked((ulong)(sbyte)character);
        }

        return (Factor * hash) + own;
    }
}

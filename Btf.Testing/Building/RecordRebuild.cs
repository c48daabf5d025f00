
namespace Btf.Testing;

/// <summary>Rebuilds an object record by record, with public calls only.</summary>
public static class RecordRebuild
{
    /// <summary>Builds an object with the same types in the same order, and the same strings in the same order.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="baseObject">The base of the result; null for the object's own base.</param>
    /// <param name="order">The byte order; null for the object's own.</param>
    public static BtfBuilder Of(BtfObject btf, BtfObject? baseObject = null, BtfByteOrder? order = null)
    {
        BtfHeader header = btf.Header;
        BtfBuilder builder = new(baseObject ?? btf.Base)
        {
            ByteOrder = order ?? btf.ByteOrder,
            WithLongHeader = header.HeaderLength >= 32,
            WithLayout = header.LayoutLength != 0,
        };
        ReadOnlySpan<byte> strings = header.StringLength == 0 ? default : btf.RawData.Slice((int)(header.HeaderLength + header.StringOffset), (int)header.StringLength);
        while (!strings.IsEmpty)
        {
            int length = strings.IndexOf((byte)0);
            builder.AddName(strings[..length]);
            strings = strings[(length + 1)..];
        }

        foreach (BtfType type in btf.Types)
        {
            Add(builder, type);
        }

        return builder;
    }

    /// <summary>Adds a copy of one record with unchanged ids.</summary>
    public static uint Add(BtfBuilder builder, BtfType type) => type.Kind switch
    {
        BtfKind.Int => AddInt(builder, type.AsInt()),
        BtfKind.Ptr => builder.AddPointer(type.SizeOrType),
        BtfKind.Array => builder.AddArray(type.AsArray().ElementTypeId, type.AsArray().IndexTypeId, type.AsArray().Count),
        BtfKind.Struct => builder.AddStruct(type.Name, type.SizeOrType, type.KindFlag, Members(type.AsComposite())),
        BtfKind.Union => builder.AddUnion(type.Name, type.SizeOrType, type.KindFlag, Members(type.AsComposite())),
        BtfKind.Enum => builder.AddEnum(type.Name, type.SizeOrType, type.KindFlag, Values(type.AsEnum())),
        BtfKind.Fwd => builder.AddForward(type.Name, type.KindFlag),
        BtfKind.Typedef => builder.AddTypedef(type.Name, type.SizeOrType),
        BtfKind.Volatile => builder.AddVolatile(type.SizeOrType),
        BtfKind.Const => builder.AddConst(type.SizeOrType),
        BtfKind.Restrict => builder.AddRestrict(type.SizeOrType),
        BtfKind.Func => builder.AddFunction(type.Name, type.SizeOrType, type.AsFunction().Linkage),
        BtfKind.FuncProto => builder.AddFunctionPrototype(type.SizeOrType, Parameters(type.AsFunctionPrototype())),
        BtfKind.Var => builder.AddVariable(type.Name, type.SizeOrType, type.AsVariable().Linkage),
        BtfKind.DataSec => builder.AddDataSection(type.Name, type.SizeOrType, Entries(type.AsDataSection())),
        BtfKind.Float => builder.AddFloat(type.Name, type.SizeOrType),
        BtfKind.DeclTag => builder.AddDeclTag(type.Name, type.SizeOrType, type.AsDeclTag().ComponentIndex, type.KindFlag),
        BtfKind.TypeTag => builder.AddTypeTag(type.Name, type.SizeOrType, type.KindFlag),
        BtfKind.Enum64 => builder.AddEnum64(type.Name, type.SizeOrType, type.KindFlag, Values(type.AsEnum())),
        BtfKind.LocParam => AddLocation(builder, type.AsLocationParameter()),
        BtfKind.LocProto => builder.AddLocationPrototype(Locations(type.AsLocationPrototype())),
        BtfKind.LocSec => builder.AddLocationSection(type.Name, Sites(type.AsLocationSection())),
        _ => throw new InvalidOperationException($"Type [{type.Id}] is of a kind that cannot be built."),
    };

    private static uint AddInt(BtfBuilder builder, BtfInt type) => builder.AddInt(type.Name, type.Size, type.Encoding, type.Bits, type.BitOffset);

    private static uint AddLocation(BtfBuilder builder, BtfLocationParameter type) =>
        builder.AddLocationParameter(type.Size, type.Flags, [.. Enumerable.Range(0, type.ValueCount).Select(type.GetValue)]);

    private static BtfBuilderMember[] Members(BtfComposite type)
    {
        var members = new BtfBuilderMember[type.Members.Count];
        bool kindFlag = RecordFlag(type);
        foreach (BtfMember member in type.Members)
        {
            members[member.Index] = new BtfBuilderMember(
                member.Name, member.TypeId, kindFlag ? member.OffsetWord & 0xFF_FFFF : member.OffsetWord, kindFlag ? (int)(member.OffsetWord >> 24) : 0);
        }

        return members;
    }

    private static bool RecordFlag(BtfComposite type) => type.AsType().KindFlag;

    private static BtfBuilderValue[] Values(BtfEnum type)
    {
        var values = new BtfBuilderValue[type.Values.Count];
        foreach (BtfEnumValue value in type.Values)
        {
            values[value.Index] = new BtfBuilderValue(value.Name, type.IsSigned ? value.SignedValue : (long)value.UnsignedValue);
        }

        return values;
    }

    private static BtfBuilderParameter[] Parameters(BtfFunctionPrototype type)
    {
        var parameters = new BtfBuilderParameter[type.Parameters.Count];
        foreach (BtfParameter parameter in type.Parameters)
        {
            parameters[parameter.Index] = new BtfBuilderParameter(parameter.Name, parameter.TypeId);
        }

        return parameters;
    }

    private static BtfBuilderEntry[] Entries(BtfDataSection type)
    {
        var entries = new BtfBuilderEntry[type.Entries.Count];
        foreach (BtfDataSectionEntry entry in type.Entries)
        {
            entries[entry.Index] = new BtfBuilderEntry(entry.TypeId, entry.Offset, entry.Size);
        }

        return entries;
    }

    private static uint[] Locations(BtfLocationPrototype type)
    {
        var ids = new uint[type.Parameters.Count];
        foreach (BtfParameterLocation location in type.Parameters)
        {
            ids[location.Index] = location.TypeId;
        }

        return ids;
    }

    private static BtfBuilderSite[] Sites(BtfLocationSection type)
    {
        var sites = new BtfBuilderSite[type.Sites.Count];
        foreach (BtfInlineSite site in type.Sites)
        {
            sites[site.Index] = new BtfBuilderSite(site.FunctionId, site.PrototypeId, site.Offset);
        }

        return sites;
    }
}

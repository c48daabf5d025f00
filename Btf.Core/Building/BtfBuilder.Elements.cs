namespace Btf.Core.Building;

/// <summary>The kinds whose records have elements.</summary>
public sealed partial class BtfBuilder
{
    /// <summary>Adds a structure. If a member has a size in bits, the structure gets the kind flag.</summary>
    /// <param name="name">The name; empty for an anonymous one.</param>
    /// <param name="size">The size in bytes.</param>
    /// <param name="members">The members, in their order.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">A name has a zero byte, or there are more than 2^24 - 1 members.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A bit-field has more than 255 bits, or a member of a structure with bit-fields starts after bit 2^24 - 1.
    /// </exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddStruct(BtfName name, uint size, params ReadOnlySpan<BtfBuilderMember> members) =>
        AddComposite(BtfKind.Struct, name, size, HasBitfields(members), members);

    /// <summary>Adds a structure with a given kind flag, which may be set even if no member is a bit-field.</summary>
    /// <param name="name">The name; empty for an anonymous one.</param>
    /// <param name="size">The size in bytes.</param>
    /// <param name="kindFlag">Bit 31 of the record's info word: whether members store a size in bits, which is 0 for ordinary members.</param>
    /// <param name="members">The members, in their order.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">
    /// A name has a zero byte, there are more than 2^24 - 1 members, or a member has a size in bits and the flag is off.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number does not fit, see <see cref="AddStruct(BtfName, uint, ReadOnlySpan{BtfBuilderMember})"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddStruct(BtfName name, uint size, bool kindFlag, params ReadOnlySpan<BtfBuilderMember> members) =>
        AddComposite(BtfKind.Struct, name, size, kindFlag, members);

    /// <summary>Adds a union. See <see cref="AddStruct(BtfName, uint, ReadOnlySpan{BtfBuilderMember})"/>.</summary>
    /// <param name="name">The name; empty for an anonymous one.</param>
    /// <param name="size">The size in bytes.</param>
    /// <param name="members">The members, in their order.</param>
    /// <returns>The type's id.</returns>
    public uint AddUnion(BtfName name, uint size, params ReadOnlySpan<BtfBuilderMember> members) =>
        AddComposite(BtfKind.Union, name, size, HasBitfields(members), members);

    /// <summary>Adds a union with a given kind flag. See <see cref="AddStruct(BtfName, uint, bool, ReadOnlySpan{BtfBuilderMember})"/>.</summary>
    /// <param name="name">The name; empty for an anonymous one.</param>
    /// <param name="size">The size in bytes.</param>
    /// <param name="kindFlag">Whether members store a size in bits, which is 0 for ordinary members.</param>
    /// <param name="members">The members, in their order.</param>
    /// <returns>The type's id.</returns>
    public uint AddUnion(BtfName name, uint size, bool kindFlag, params ReadOnlySpan<BtfBuilderMember> members) =>
        AddComposite(BtfKind.Union, name, size, kindFlag, members);

    /// <summary>Adds an enumeration of values of up to 32 bits. Without values it is a forward declaration.</summary>
    /// <param name="name">The name; empty for an anonymous one.</param>
    /// <param name="size">The size in bytes: 1, 2, 4 or 8.</param>
    /// <param name="isSigned">Whether the values are signed.</param>
    /// <param name="values">The values, in their order.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">A value has no name, a name has a zero byte, or there are more than 2^24 - 1 values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not one of these, or a value has more than 32 bits.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddEnum(BtfName name, uint size, bool isSigned, params ReadOnlySpan<BtfBuilderValue> values)
    {
        ThrowIfTaken();
        CheckEnum(size, values.Length);
        foreach (BtfBuilderValue value in values)
        {
            if (value.Value is < int.MinValue or > uint.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(values), value.Value, "A value of an ENUM has at most 32 bits: use AddEnum64.");
            }
        }

        uint nameOffset = Intern(name);
        using var names = new NameBuffer(values.Length, stackalloc uint[NameBuffer.StackLength]);
        for (int i = 0; i < values.Length; i++)
        {
            names.Offsets[i] = InternRequired(values[i].Name, "A value");
        }

        Span<uint> rest = Add(BtfKind.Enum, nameOffset, size, values.Length, isSigned);
        for (int i = 0; i < values.Length; i++)
        {
            rest[2 * i] = names.Offsets[i];
            rest[2 * i + 1] = (uint)values[i].Value;
        }

        return NextTypeId - 1;
    }

    /// <summary>Adds an enumeration of 64-bit values.</summary>
    /// <param name="name">The name; empty for an anonymous one.</param>
    /// <param name="size">The size in bytes: 1, 2, 4 or 8.</param>
    /// <param name="isSigned">Whether the values are signed.</param>
    /// <param name="values">The values, in their order. Cast unsigned values to <see cref="long"/>, unchecked.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">A value has no name, a name has a zero byte, or there are more than 2^24 - 1 values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not one of these.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddEnum64(BtfName name, uint size, bool isSigned, params ReadOnlySpan<BtfBuilderValue> values)
    {
        ThrowIfTaken();
        CheckEnum(size, values.Length);
        uint nameOffset = Intern(name);
        using var names = new NameBuffer(values.Length, stackalloc uint[NameBuffer.StackLength]);
        for (int i = 0; i < values.Length; i++)
        {
            names.Offsets[i] = InternRequired(values[i].Name, "A value");
        }

        Span<uint> rest = Add(BtfKind.Enum64, nameOffset, size, values.Length, isSigned);
        for (int i = 0; i < values.Length; i++)
        {
            rest[3 * i] = names.Offsets[i];
            rest[3 * i + 1] = (uint)values[i].Value;
            rest[3 * i + 2] = (uint)((ulong)values[i].Value >> 32);
        }

        return NextTypeId - 1;
    }

    /// <summary>Adds a function's prototype.</summary>
    /// <param name="returnTypeId">The return type, which need not exist yet; 0 for void.</param>
    /// <param name="parameters">The parameters, in their order. A last parameter with no name and id 0 stands for <c>...</c>.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">A name has a zero byte, or there are more than 2^24 - 1 parameters.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddFunctionPrototype(uint returnTypeId, params ReadOnlySpan<BtfBuilderParameter> parameters)
    {
        ThrowIfTaken();
        CheckVlen(parameters.Length);
        using var names = new NameBuffer(parameters.Length, stackalloc uint[NameBuffer.StackLength]);
        for (int i = 0; i < parameters.Length; i++)
        {
            names.Offsets[i] = Intern(parameters[i].Name);
        }

        Span<uint> rest = Add(BtfKind.FuncProto, 0, returnTypeId, parameters.Length);
        for (int i = 0; i < parameters.Length; i++)
        {
            rest[2 * i] = names.Offsets[i];
            rest[2 * i + 1] = parameters[i].TypeId;
        }

        return NextTypeId - 1;
    }

    /// <summary>Adds a data section such as <c>.data</c> or <c>.maps</c>.</summary>
    /// <param name="name">The name, which is required.</param>
    /// <param name="size">The size in bytes; 0 if a linker or loader fills it in.</param>
    /// <param name="entries">The section's variables and functions, in the order of their offsets.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The name is missing or has a zero byte, or there are more than 2^24 - 1 entries.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddDataSection(BtfName name, uint size, params ReadOnlySpan<BtfBuilderEntry> entries)
    {
        ThrowIfTaken();
        CheckVlen(entries.Length);
        Span<uint> rest = Add(BtfKind.DataSec, InternRequired(name, "A data section"), size, entries.Length);
        for (int i = 0; i < entries.Length; i++)
        {
            rest[3 * i] = entries[i].TypeId;
            rest[3 * i + 1] = entries[i].Offset;
            rest[3 * i + 2] = entries[i].Size;
        }

        return NextTypeId - 1;
    }

    /// <summary>Adds the location of a parameter of an inlined function.</summary>
    /// <param name="size">The parameter's size in bytes.</param>
    /// <param name="flags">How to interpret the values. Not checked.</param>
    /// <param name="values">The values: see <see cref="BtfLocationParameter.GetValue"/>.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">There are more than 2^24 - 1 values.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddLocationParameter(uint size, BtfLocationFlags flags, params ReadOnlySpan<uint> values)
    {
        ThrowIfTaken();
        CheckVlen(values.Length);
        Span<uint> rest = Add(BtfKind.LocParam, 0, size, values.Length);
        rest[0] = (uint)flags;
        values.CopyTo(rest[1..]);
        return NextTypeId - 1;
    }

    /// <summary>Adds the locations of all parameters of an inlined function.</summary>
    /// <param name="parameterIds">The id of each parameter's location, which need not exist yet; 0 if the location is not known.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">There are more than 2^24 - 1 parameters.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddLocationPrototype(params ReadOnlySpan<uint> parameterIds)
    {
        ThrowIfTaken();
        CheckVlen(parameterIds.Length);
        parameterIds.CopyTo(Add(BtfKind.LocProto, 0, 0, parameterIds.Length));
        return NextTypeId - 1;
    }

    /// <summary>Adds a section of places where functions were inlined.</summary>
    /// <param name="name">The name, which is required, such as <c>inline.text</c>.</param>
    /// <param name="sites">The places, sorted by function, then by offset.</param>
    /// <returns>The type's id.</returns>
    /// <exception cref="ArgumentException">The name is missing or has a zero byte, or there are more than 2^24 - 1 places.</exception>
    /// <exception cref="InvalidOperationException">The builder's content was taken by <see cref="ToObject"/>, or has grown too large.</exception>
    public uint AddLocationSection(BtfName name, params ReadOnlySpan<BtfBuilderSite> sites)
    {
        ThrowIfTaken();
        CheckVlen(sites.Length);
        Span<uint> rest = Add(BtfKind.LocSec, InternRequired(name, "A section"), 0, sites.Length);
        for (int i = 0; i < sites.Length; i++)
        {
            rest[3 * i] = sites[i].FunctionId;
            rest[3 * i + 1] = sites[i].PrototypeId;
            rest[3 * i + 2] = sites[i].Offset;
        }

        return NextTypeId - 1;
    }

    private uint AddComposite(BtfKind kind, BtfName name, uint size, bool kindFlag, ReadOnlySpan<BtfBuilderMember> members)
    {
        ThrowIfTaken();
        CheckVlen(members.Length);
        foreach (BtfBuilderMember member in members)
        {
            CheckMember(member, kindFlag);
        }

        uint nameOffset = Intern(name);
        using var names = new NameBuffer(members.Length, stackalloc uint[NameBuffer.StackLength]);
        for (int i = 0; i < members.Length; i++)
        {
            names.Offsets[i] = Intern(members[i].Name);
        }

        Span<uint> rest = Add(kind, nameOffset, size, members.Length, kindFlag);
        for (int i = 0; i < members.Length; i++)
        {
            rest[3 * i] = names.Offsets[i];
            rest[3 * i + 1] = members[i].TypeId;
            rest[3 * i + 2] = (uint)members[i].BitfieldSize << 24 | members[i].BitOffset;
        }

        return NextTypeId - 1;
    }

    private static bool HasBitfields(ReadOnlySpan<BtfBuilderMember> members)
    {
        foreach (BtfBuilderMember member in members)
        {
            if (member.BitfieldSize != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckMember(in BtfBuilderMember member, bool kindFlag)
    {
        if (!kindFlag)
        {
            if (member.BitfieldSize != 0)
            {
                throw new ArgumentException("A member has a size in bits, so the structure or union needs its kind flag.", nameof(member));
            }

            return;
        }

        if (member.BitfieldSize is < 0 or > byte.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(member), member.BitfieldSize, "A bit-field has at most 255 bits.");
        }

        if (member.BitOffset > LongestVlen)
        {
            throw new ArgumentOutOfRangeException(nameof(member), member.BitOffset, "In a structure or union with bit-fields, a member starts at bit 2^24 - 1 at most.");
        }
    }

    private static void CheckEnum(uint size, int count)
    {
        if (size is not (1 or 2 or 4 or 8))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "An enumeration has 1, 2, 4 or 8 bytes.");
        }

        CheckVlen(count);
    }

    private static void CheckVlen(int count)
    {
        if (count > LongestVlen)
        {
            throw new ArgumentException($"A type has at most {LongestVlen} elements, not {count}.");
        }
    }
}

using System.Buffers;
using System.Text;

namespace Btf.Testing;

/// <summary>
/// Reads every property of every view of every type of an object. Bad data may only cause a <see cref="BtfFormatException"/>. The
/// result is a digest of everything that was read, including errors, but without byte offsets, so that it is equal for the same types in other memory,
/// in another byte order, or with sections in other places.
/// </summary>
public sealed class Walker
{
    private const int MatchLimit = 8;

    // Hostile data has many types that contain each other, and their layouts are long.
    private const uint MostLaidOut = 10_000;
    private static readonly BtfNamePattern[] _patterns = [BtfNamePattern.Glob("*?*"), BtfNamePattern.Prefix("s")];
    private readonly DigestingBuffer _dump = new();
    private ulong _digest = 14695981039346656037;

    private Walker()
    {
    }

    /// <param name="btf">The object.</param>
    /// <param name="most">The most types to visit, spread over all.</param>
    public static ulong Everything(BtfObject btf, int most = int.MaxValue)
    {
        Walker walker = new();
        walker.Visit(btf, most);
        return walker._digest;
    }

    private void Visit(BtfObject btf, int most)
    {
        BtfHeader header = btf.Header;
        Add(header.Version, header.Flags, header.TypeLength, header.StringLength, header.LayoutLength);
        Add((ulong)btf.TypeCount, btf.FirstTypeId, btf.NextTypeId, (ulong)btf.Types.Count, (ulong)btf.AllTypes.Count);
        Touch(btf, static b => (ulong)b.PointerSize);
        Add(btf.TryGetType(btf.NextTypeId, out _) || btf.TryGetType(uint.MaxValue, out _) ? 1u : 0);
        Visit(btf, btf[0]);
        foreach (BtfType type in QueryBudget.Some(btf, most))
        {
            Visit(btf, type);
        }

        Add((ulong)btf.FindTypes("").Count(), (ulong)btf.FindTypes("there is no such name").Count());
        VisitDumps(btf);
        foreach (BtfNamePattern pattern in _patterns)
        {
            Add((ulong)btf.SearchTypes(pattern).Count(), (ulong)btf.SearchMembers(pattern).Count(), (ulong)btf.SearchEnumValues(pattern).Count());
        }

        TouchDump(btf, BtfDump.WriteC);
    }

    private void VisitDumps(BtfObject btf)
    {
        DiscardingBuffer sink = new();
        BtfDump.WriteRaw(btf, sink);
        BtfDump.WriteJson(btf, sink);
        Add((ulong)sink.Count);
    }

    private void Visit(BtfObject btf, BtfType type)
    {
        Add(type.Id, (ulong)type.Kind, (ulong)type.Vlen, type.KindFlag ? 1u : 0, type.NameOffset);
        Add(type.SizeOrType, type.IsVoid ? 1u : 0, type.ByteOffset < 0 ? 1u : 0, (ulong)type.ByteLength);
        Add(type.Equals(btf[type.Id]) && type == type.Object[type.Id] ? 1u : 0);
        VisitName(type.Name);
        TouchText(type, static t => t.ToString());
        if (btf.NextTypeId < MostLaidOut)
        {
            TouchDump(type, BtfDump.WriteLayout);
        }

        VisitReferences(type);
        VisitViews(type);
        if (type.Name.TryGetUtf8(out ReadOnlySpan<byte> name) && !name.IsEmpty)
        {
            VisitMatches(btf, name, type.Kind);
        }
    }

    private void VisitName(BtfString name)
    {
        Add(name.Offset);
        Touch(name, static n => (ulong)n.Utf8.Length);
        Touch(name, static n => n.IsEmpty ? 1u : 0);
        Touch(name, static n => n.Equals("int") || n == "int"u8 || !n.Equals(n) ? 1u : 0);
        Touch(name, static n => n.GetHashCode() == n.GetHashCode() ? 1u : 0);
        Touch(name, static n => n.TryFormat(stackalloc char[8], out int written, default, null) ? (ulong)written : 9);
        Touch(name, static n => n.TryFormat(stackalloc byte[8], out int written, default, null) ? (ulong)written : 9);
        TouchText(name, static n => n.ToString());
    }

    private void VisitReferences(BtfType type)
    {
        Add(type.TryGetTarget(out BtfType target) ? target.Id : uint.MaxValue);
        Add(type.TryGetUnderlying(out BtfType underlying) ? underlying.Id : uint.MaxValue);
        Add(type.TryGetUnqualified(out BtfType unqualified) ? unqualified.Id : uint.MaxValue);
        Touch(type, static t => t.Kind.HasTarget() ? t.Target.Id : 0);
        Touch(type, static t => t.Underlying.Id);
        Touch(type, static t => t.Unqualified.Id);
        Touch(type, static t => t.Chain.Last().Id);
    }

    private void VisitViews(BtfType type)
    {
        Add(type.TryAsInt(out BtfInt number) ? (ulong)number.Bits + number.Size + (ulong)number.BitOffset + (ulong)number.Encoding : 0);
        Add(number.AsType().Id != 0 && number.IsSigned ? 1u : 0);
        Add(type.TryAsFloat(out BtfFloat real) ? real.Size : 0);
        Add(type.TryAsForward(out BtfForward forward) && forward.IsUnion ? 1u : 0);
        Add(type.TryAsVariable(out BtfVariable variable) ? (ulong)variable.Linkage : 0);
        Add(type.TryAsDeclTag(out BtfDeclTag declTag) ? (ulong)declTag.ComponentIndex + (declTag.IsAttribute ? 1u : 0) : 0);
        Add(type.TryAsTypeTag(out BtfTypeTag typeTag) && typeTag.IsAttribute ? 1u : 0);
        if (type.TryAsArray(out BtfArray array))
        {
            Add(array.Count, array.ElementTypeId, array.IndexTypeId);
            Touch(array, static a => a.ElementType.Id);
            Touch(array, static a => a.IndexType.Id);
        }

        if (type.TryAsFunction(out BtfFunction function))
        {
            Add((ulong)function.Linkage);
            Touch(function, static f => f.Prototype.AsType().Id);
        }

        VisitElements(type);
    }

    private void VisitElements(BtfType type)
    {
        if (type.TryAsComposite(out BtfComposite composite))
        {
            Add(composite.Size, composite.IsUnion ? 1u : 0, (ulong)composite.Members.Count);
            foreach (BtfMember member in composite.Members)
            {
                Visit(member);
            }
        }

        if (type.TryAsEnum(out BtfEnum values))
        {
            Add(values.Size, values.IsSigned ? 1u : 0, (ulong)values.Values.Count);
            foreach (BtfEnumValue value in values.Values)
            {
                Add((ulong)value.Index, (ulong)value.SignedValue, value.UnsignedValue, value.DeclaringType.Id);
                VisitName(value.Name);
                TouchText(value, static v => v.ToString());
            }
        }

        if (type.TryAsFunctionPrototype(out BtfFunctionPrototype prototype))
        {
            Add(prototype.ReturnTypeId, prototype.IsVariadic ? 1u : 0, (ulong)prototype.Parameters.Count);
            Touch(prototype, static p => p.ReturnType.Id);
            foreach (BtfParameter parameter in prototype.Parameters)
            {
                Visit(parameter);
            }
        }

        if (type.TryAsDataSection(out BtfDataSection section))
        {
            Add(section.Size, (ulong)section.Entries.Count);
            foreach (BtfDataSectionEntry entry in section.Entries)
            {
                Add((ulong)entry.Index, entry.TypeId, entry.Offset, entry.Size, entry.DeclaringType.Id);
                Touch(entry, static e => e.Type.Id);
                TouchText(entry, static e => e.ToString());
            }
        }
    }

    private void Visit(BtfMember member)
    {
        Add((ulong)member.Index, member.TypeId, member.BitOffset, (ulong)member.BitfieldSize, member.DeclaringType.Id);
        VisitName(member.Name);
        Touch(member, static m => m.Type.Id);
        TouchText(member, static m => m.ToString());
    }

    private void Visit(BtfParameter parameter)
    {
        Add((ulong)parameter.Index, parameter.TypeId, parameter.IsVariadic ? 1u : 0, parameter.DeclaringType.Id);
        VisitName(parameter.Name);
        Touch(parameter, static p => p.Type.Id);
        TouchText(parameter, static p => p.ToString());
    }

    private void VisitMatches(BtfObject btf, ReadOnlySpan<byte> name, BtfKind kind)
    {
        int left = MatchLimit;
        foreach (BtfType type in btf.FindTypes(name))
        {
            Add(type.Id);
            if (--left == 0)
            {
                break;
            }
        }

        Add(btf.TryFindType(name, kind, out BtfType found) ? found.Id : uint.MaxValue);
    }

    private void Touch<T>(T view, Func<T, ulong> read)
    {
        try
        {
            Add(read(view));
        }
        catch (BtfFormatException e)
        {
            Add(e);
        }
    }

    private void TouchText<T>(T view, Func<T, string> read)
    {
        try
        {
            Add(Encoding.UTF8.GetBytes(read(view)));
        }
        catch (BtfFormatException e)
        {
            Add(e);
        }
    }

    private void TouchDump<T>(T view, Action<T, IBufferWriter<byte>> write)
    {
        try
        {
            write(view, _dump);
            Add(_dump.TakeDigest());
        }
        catch (BtfFormatException e)
        {
            _ = _dump.TakeDigest();
            Add(e);
        }
    }

    private void Add(BtfFormatException e)
    {
        Add((ulong)e.Error.Code, e.Error.ByteOffset < 0 ? 1u : 0, e.Error.TypeId, e.Message.Length == 0 ? 1u : 0);
    }

    private void Add(params ReadOnlySpan<ulong> values)
    {
        foreach (ulong value in values)
        {
            _digest = (_digest ^ value) * 1099511628211;
            _digest ^= _digest >> 29;
        }
    }

    private void Add(byte[] bytes)
    {
        foreach (byte value in bytes)
        {
            _digest = (_digest ^ value) * 1099511628211;
        }
    }
}

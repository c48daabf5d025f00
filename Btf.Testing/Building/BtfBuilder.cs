using System.Text;

namespace Btf.Testing;

/// <summary>
/// Builds raw BTF in either byte order: a base, or a split object whose ids and string offsets continue those of a base.
/// Each kind's method appends one record and returns its type id; nothing is checked, so that hostile input can be built too.
/// </summary>
public sealed class BtfBuilder
{
    private readonly EndianWriter _types;
    private readonly BuilderStrings _strings;

    public BtfBuilder(bool bigEndian = false, uint firstTypeId = 1, uint firstStringOffset = 0)
        : this(bigEndian, firstTypeId, new BuilderStrings(firstStringOffset))
    {
    }

    private BtfBuilder(bool bigEndian, uint firstTypeId, BuilderStrings strings)
    {
        BigEndian = bigEndian;
        NextTypeId = firstTypeId;
        _types = new EndianWriter(bigEndian);
        _strings = strings;
    }

    public bool BigEndian { get; }

    /// <summary>The id that the next record will have; for a split's constructor, the base's end.</summary>
    public uint NextTypeId { get; private set; }

    /// <summary>The offset that the next new string will have; for a split's constructor, the base's end.</summary>
    public uint NextStringOffset => _strings.NextOffset;

    /// <summary>The header and everything in the blob that is not a type or a string.</summary>
    public BuilderEnvelope Envelope { get; } = new();

    /// <summary>Makes a builder of an object split from this one as it is now. Like pahole, it takes names from the base if the base has them.</summary>
    public BtfBuilder Split() =>
        new(BigEndian, NextTypeId, new BuilderStrings(NextStringOffset, _strings));

    public uint AddString(string value, bool deduplicate = true) => AddString(Encoding.UTF8.GetBytes(value), deduplicate);

    public uint AddString(ReadOnlySpan<byte> utf8, bool deduplicate = true) => _strings.Add(utf8, deduplicate);

    public uint Int(string name, uint size, int bits, uint encoding = 0, uint bitOffset = 0) =>
        Raw(AddString(name), Info(1), size, (encoding << 24) | (bitOffset << 16) | (uint)bits);

    public uint Ptr(uint type) => Raw(0, Info(2), type);

    public uint Array(uint element, uint index, uint count) => Raw(0, Info(3), 0, element, index, count);

    public uint Struct(string name, uint size, params (string Name, uint Type, uint BitOffset)[] members) =>
        Composite(4, name, size, kindFlag: false, [.. members.Select(m => (m.Name, m.Type, m.BitOffset, 0u))]);

    /// <summary>Adds a struct with the kind flag set: every member has a bit-field size, which is 0 for ordinary members.</summary>
    public uint BitfieldStruct(string name, uint size, params (string Name, uint Type, uint BitOffset, uint BitfieldSize)[] members) =>
        Composite(4, name, size, kindFlag: true, members);

    public uint Union(string name, uint size, params (string Name, uint Type, uint BitOffset)[] members) =>
        Composite(5, name, size, kindFlag: false, [.. members.Select(m => (m.Name, m.Type, m.BitOffset, 0u))]);

    /// <summary>Adds a union with the kind flag set: every member has a bit-field size, which is 0 for ordinary members.</summary>
    public uint BitfieldUnion(string name, uint size, params (string Name, uint Type, uint BitOffset, uint BitfieldSize)[] members) =>
        Composite(5, name, size, kindFlag: true, members);

    public uint Enum(string name, uint size, bool signed, params (string Name, int Value)[] values) =>
        Raw(AddString(name), Info(6, values.Length, signed), size, [.. values.SelectMany(v => new[] { AddString(v.Name), (uint)v.Value })]);

    public uint Fwd(string name, bool union = false) => Raw(AddString(name), Info(7, 0, union), 0);

    public uint Typedef(string name, uint type) => Raw(AddString(name), Info(8), type);

    public uint Volatile(uint type) => Raw(0, Info(9), type);

    public uint Const(uint type) => Raw(0, Info(10), type);

    public uint Restrict(uint type) => Raw(0, Info(11), type);

    /// <summary>Adds a function. Its linkage, stored where other kinds store their vlen, is 0 for static, 1 for global, 2 for extern.</summary>
    public uint Func(string name, uint prototype, uint linkage = 1) => Raw(AddString(name), Info(12, (int)linkage), prototype);

    /// <summary>Adds a prototype. A last parameter with no name and type 0 makes it variadic.</summary>
    public uint FuncProto(uint returnType, params (string Name, uint Type)[] parameters) =>
        Raw(0, Info(13, parameters.Length), returnType, [.. parameters.SelectMany(p => new[] { AddString(p.Name), p.Type })]);

    public uint Var(string name, uint type, uint linkage = 1) => Raw(AddString(name), Info(14), type, linkage);

    public uint DataSec(string name, uint size, params (uint Type, uint Offset, uint Size)[] variables) =>
        Raw(AddString(name), Info(15, variables.Length), size, [.. variables.SelectMany(v => new[] { v.Type, v.Offset, v.Size })]);

    public uint Float(string name, uint size) => Raw(AddString(name), Info(16), size);

    /// <summary>Adds a declaration tag. A component index of -1 tags the type itself.</summary>
    public uint DeclTag(string name, uint type, int componentIndex = -1, bool attribute = false) =>
        Raw(AddString(name), Info(17, 0, attribute), type, (uint)componentIndex);

    public uint TypeTag(string name, uint type, bool attribute = false) => Raw(AddString(name), Info(18, 0, attribute), type);

    public uint Enum64(string name, uint size, bool signed, params (string Name, long Value)[] values) =>
        Raw(AddString(name), Info(19, values.Length, signed), size, [.. values.SelectMany(v => new[] { AddString(v.Name), (uint)v.Value, (uint)(v.Value >> 32) })]);

    /// <summary>Adds a record of exactly these words.</summary>
    public uint Raw(uint name, uint info, uint sizeOrType, params ReadOnlySpan<uint> words)
    {
        _types.WriteUInt32(name);
        _types.WriteUInt32(info);
        _types.WriteUInt32(sizeOrType);
        foreach (uint word in words)
        {
            _types.WriteUInt32(word);
        }

        return NextTypeId++;
    }

    /// <summary>Returns the info word of a record, for <see cref="Raw"/>.</summary>
    public static uint Info(uint kind, int vlen = 0, bool kindFlag = false) =>
        (kindFlag ? 1u << 31 : 0) | (kind << 24) | (uint)vlen;

    public byte[] Build() => Envelope.Wrap(BigEndian, _types.ToArray(), _strings.ToArray());

    private uint Composite(
        uint kind, string name, uint size, bool kindFlag, (string Name, uint Type, uint BitOffset, uint BitfieldSize)[] members) =>
        Raw(
            AddString(name),
            Info(kind, members.Length, kindFlag),
            size,
            [.. members.SelectMany(m => new[] { AddString(m.Name), m.Type, (m.BitfieldSize << 24) | m.BitOffset })]);
}

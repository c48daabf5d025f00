using System.Globalization;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Writes structures of fixed layout: each member has the offset that it has in the file, and the attribute states the size.</summary>
/// <remarks>Members of anonymous structures become members of the structure around them. Bit-fields become properties over the word that holds them. Structures within structures follow as types of their own.</remarks>
internal sealed class CSharpLayout(TextOutput output)
{
    private const int MostDepth = 32;

    // The runtime's own name for an enumeration's number.
    private const string ReservedValue = "value__";

    // The runtime loads no larger structure.
    private const uint MostBytesOfArray = 1 << 20;
    private readonly Dictionary<uint, string> _names = [];
    private readonly HashSet<string> _typeNames = [.. CSharpNames.ReservedForTypes];

    // Within its structure, a buffer would hide a type of its name.
    private readonly HashSet<string> _bufferNames = [];
    private readonly Queue<BtfType> _waiting = [];

    /// <summary>Writes the types and all types that they contain by value.</summary>
    public void Write(IEnumerable<BtfType> types)
    {
        foreach (BtfType type in types)
        {
            _ = NameOf(type, type.Name.ToString());
        }

        bool continues = false;
        while (_waiting.TryDequeue(out BtfType type))
        {
            output.Write(continues ? "\n" : "");
            continues = true;
            WriteType(type);
        }
    }

    private string NameOf(BtfType type, string fallback)
    {
        BtfType end = type.Underlying;
        if (!_names.TryGetValue(end.Id, out string? name))
        {
            string own = end.Name.ToString();
            name = CSharpNames.Unique(CSharpNames.Of(own.Length > 0 ? own : fallback), _typeNames, _bufferNames);
            _names.Add(end.Id, name);
            _waiting.Enqueue(end);
        }

        return name;
    }

    /// <summary>Returns the alignment if C# would not find it: as an element of an array, a structure is rounded up to what C# takes for its alignment.</summary>
    private static string PackOf(BtfType type)
    {
        bool isKnown = type.TryGetAlignment(out uint alignment)
            && (alignment == 1 ? type.SizeInBytes > 1 : HasWideMember(type.AsComposite(), new MemberBudget(), 0));
        return isKnown ? string.Create(CultureInfo.InvariantCulture, $", Pack = {alignment}") : "";
    }

    /// <summary>Returns whether the C# structure has members that are integers of 16 bytes or arrays of them: C# aligns these at 16 bytes, the data at 8.</summary>
    private static bool HasWideMember(BtfComposite composite, MemberBudget budget, int depth)
    {
        foreach (BtfMember member in composite.Members)
        {
            budget.Take();
            BtfType type = member.Type.Underlying;
            if (member.Name.IsEmpty && type.TryAsComposite(out BtfComposite inner))
            {
                if (depth < MostDepth && HasWideMember(inner, budget, depth + 1))
                {
                    return true;
                }

                continue;
            }

            for (int arrays = 0; arrays < MostDepth && type.TryAsArray(out BtfArray array); arrays++)
            {
                type = array.ElementType.Underlying;
            }

            if (type.Kind == BtfKind.Int && type.SizeInBytes == 16)
            {
                return true;
            }
        }

        return false;
    }

    private void WriteType(BtfType type)
    {
        string name = _names[type.Id];
        if (type.TryAsEnum(out BtfEnum enumeration))
        {
            WriteEnum(name, enumeration);
            return;
        }

        uint size = type.SizeInBytes;
        output.WriteLine($"/// <summary><c>{SafeText.Of(type.ToString())}</c>, {size} bytes.</summary>");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[StructLayout(LayoutKind.Explicit, Size = {Math.Max(size, 1)}{PackOf(type)})]\npublic struct {name}\n{{"));
        HashSet<string> members = [.. CSharpNames.ReservedForMembers, name];
        List<string> buffers = [];
        WriteMembers(type.AsComposite(), 0, size, members, buffers, new MemberBudget(), 0);
        foreach (string buffer in buffers)
        {
            output.WriteLine($"\n{buffer}");
        }

        output.WriteLine("}");
    }

    private void WriteMembers(BtfComposite composite, ulong bit, uint size, HashSet<string> taken, List<string> buffers, MemberBudget budget, int depth)
    {
        foreach (BtfMember member in composite.Members)
        {
            budget.Take();
            string cName = member.Name.ToString();
            ulong place = bit + member.BitOffset;
            if (cName.Length == 0 && member.Type.Underlying.TryAsComposite(out BtfComposite inner))
            {
                if (depth < MostDepth)
                {
                    WriteMembers(inner, place, size, taken, buffers, budget, depth + 1);
                }
            }
            else if (cName.Length > 0)
            {
                string name = CSharpNames.Unique(CSharpNames.Of(cName), taken);
                WriteMember(member, name, place, size, taken, buffers);
            }
        }
    }

    private void WriteMember(BtfMember member, string name, ulong bit, uint size, HashSet<string> taken, List<string> buffers)
    {
        BtfType type = member.Type;
        if (member.BitfieldSize != 0)
        {
            WriteBitfield(name, type, bit, member.BitfieldSize, size, taken);
            return;
        }

        string? csharp = TypeOf(type, name, taken, buffers, 0);
        output.WriteLine(csharp is null
            ? $"    // {SafeText.Of(member.ToString())}: C# has no type for it."
            : string.Create(CultureInfo.InvariantCulture, $"    [FieldOffset({bit / 8})] public {csharp} {name};"));
    }

    private string? TypeOf(BtfType type, string member, HashSet<string> taken, List<string> buffers, int depth)
    {
        BtfType end = type.Underlying;
        switch (end.Kind)
        {
            case BtfKind.Struct or BtfKind.Union:
                return end.SizeInBytes == 0 ? null : NameOf(end, member);
            case BtfKind.Enum or BtfKind.Enum64 when end.Name.ToString().Length > 0 && CSharpTypes.Of(end) is not null:
                return NameOf(end, member);
            case BtfKind.Array when depth < MostDepth && end.TryGetSizeInBytes(out uint bytes) && bytes is > 0 and <= MostBytesOfArray:
                BtfArray array = end.AsArray();
                if (TypeOf(array.ElementType, member, taken, buffers, depth + 1) is not { } element)
                {
                    return null;
                }

                string name = CSharpNames.Unique($"{member}Buffer", taken, _typeNames);
                _bufferNames.Add(name);
                buffers.Add(string.Create(CultureInfo.InvariantCulture, $"    [InlineArray({array.Count})]\n    public struct {name}\n    {{\n        private {element} _element;\n    }}"));
                return name;
            default:
                return CSharpTypes.Of(end);
        }
    }

    private void WriteBitfield(string name, BtfType type, ulong bit, int width, uint size, HashSet<string> taken)
    {
        // The smallest word in the structure that holds all bits of the field.
        foreach (int bytes in (int[])[1, 2, 4, 8])
        {
            ulong start = Math.Min(bit / 8, size >= bytes ? size - (ulong)bytes : ulong.MaxValue);
            if (size >= bytes && bit - start * 8 + (ulong)width <= (ulong)bytes * 8)
            {
                bool big = type.Object.ByteOrder == BtfByteOrder.BigEndian;
                int first = (int)(bit - start * 8);
                int shift = big ? bytes * 8 - first - width : first;
                string word = CSharpNames.Unique($"_{char.ToLowerInvariant(name[0])}{name[1..]}Word", taken);
                string unsigned = bytes switch { 1 => "byte", 2 => "ushort", 4 => "uint", _ => "ulong" };
                string csharp = CSharpTypes.Of(type) is { } own and not "bool" ? own : "ulong";
                bool isSigned = csharp is "sbyte" or "short" or "int" or "long";
                string value = isSigned
                    ? $"(long)((ulong){word} << {64 - width - shift}) >> {64 - width}"
                    : $"((ulong){word} << {64 - width - shift}) >> {64 - width}";
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    [FieldOffset({start})] private {unsigned} {word};"));
                output.WriteLine($"    public readonly {csharp} {name} => ({csharp})({value});");
                return;
            }
        }

        output.WriteLine($"    // {name}: a bit-field that no word of the structure holds.");
    }

    private void WriteEnum(string name, BtfEnum enumeration)
    {
        output.WriteLine($"public enum {name} : {CSharpTypes.Of(enumeration.AsType())}\n{{");
        HashSet<string> taken = [ReservedValue];
        foreach (BtfEnumValue value in enumeration.Values)
        {
            string cName = value.Name.ToString();
            string member = CSharpNames.Escaped(CSharpNames.Unique(CSharpNames.IsIdentifier(cName) ? cName : CSharpNames.Of(cName), taken));
            output.WriteLine(enumeration.IsSigned
                ? string.Create(CultureInfo.InvariantCulture, $"    {member} = {value.SignedValue},")
                : string.Create(CultureInfo.InvariantCulture, $"    {member} = {value.UnsignedValue},"));
        }

        output.WriteLine("}");
    }
}

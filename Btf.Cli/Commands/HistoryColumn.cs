using System.Globalization;
using Btf.Core;

namespace Btf.Cli;

/// <summary>A type in one file: its size, and its members or enumerators in order.</summary>
internal sealed class HistoryColumn
{
    // The most members of anonymous structures: in crafted files, those can contain each other many times over.
    private const int MostNested = 1 << 16;

    private readonly List<(string Name, HistoryCell Cell)> _cells = [];
    private int _nested;

    private HistoryColumn(string file, BtfType? type, int count)
    {
        File = file;
        Type = type;
        Count = count;
    }

    public string File { get; }

    /// <summary>The type; null where the file has none with the name.</summary>
    public BtfType? Type { get; }

    /// <summary>How many types with the name the file has.</summary>
    public int Count { get; }

    /// <summary>The type's size in bytes; empty where it has none.</summary>
    public string Size => Type is { } type && type.TryGetSizeInBytes(out uint size) ? Number(size) : "";

    /// <summary>The members or enumerators.</summary>
    public IReadOnlyList<(string Name, HistoryCell Cell)> Cells => _cells;

    /// <summary>Reads a type of a file. If several types have the name, takes one with members.</summary>
    public static HistoryColumn Read(string file, IReadOnlyList<BtfType> types)
    {
        BtfType? type = types.Count == 0 ? null : types.OrderBy(Rank).First();
        var column = new HistoryColumn(file, type, types.Count);
        if (type is { } found)
        {
            column.ReadParts(found.Kind == BtfKind.Typedef && found.TryGetUnderlying(out BtfType underlying) ? underlying : found);
        }

        return column;
    }

    private static int Rank(BtfType type) => type.Kind switch
    {
        BtfKind.Struct or BtfKind.Union => 0,
        BtfKind.Enum or BtfKind.Enum64 => 1,
        BtfKind.Typedef => 2,
        BtfKind.Fwd => 4,
        _ => 3,
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Offset(long bits) => bits % 8 == 0 ? Number(bits / 8) : $"{Number(bits / 8)}:{Number(bits % 8)}";

    private void ReadParts(BtfType type)
    {
        if (type.TryAsComposite(out _))
        {
            ReadMembers(type);
        }
        else if (type.TryAsEnum(out BtfEnum values))
        {
            foreach (BtfEnumValue value in values.Values)
            {
                string text = values.IsSigned ? Number(value.SignedValue) : value.UnsignedValue.ToString(CultureInfo.InvariantCulture);
                _cells.Add((value.Name.ToString(), new HistoryCell(text, "")));
            }
        }
    }

    /// <summary>Adds members, and in place of an anonymous structure or union its members.</summary>
    private void ReadMembers(BtfType start)
    {
        Stack<(BtfType Type, int Index, long Offset)> work = new([(start, 0, 0)]);
        while (work.TryPop(out (BtfType Type, int Index, long Offset) place))
        {
            BtfElementList<BtfMember> members = place.Type.AsComposite().Members;
            for (int i = place.Index; i < members.Count; i++)
            {
                BtfMember member = members[i];
                long offset = place.Offset + member.BitOffset;
                if (member.Name.Utf8.IsEmpty && member.Type.Kind is BtfKind.Struct or BtfKind.Union && _nested < MostNested)
                {
                    _nested += 1 + members.Count;
                    work.Push((place.Type, i + 1, place.Offset));
                    work.Push((member.Type, 0, offset));
                    break;
                }

                string bits = member.BitfieldSize == 0 ? "" : $" : {Number(member.BitfieldSize)}";
                _cells.Add((member.Name.ToString(), new HistoryCell(Offset(offset), member.Type + bits)));
            }
        }
    }
}

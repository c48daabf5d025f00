using System.Globalization;
using Btf.Core;
using Btf.Explorer.Texts;
using Btf.Text;

namespace Btf.Explorer.Jobs;

/// <summary>Finds who refers to a type: structures and variables, by value or by pointer, functions, and declaration tags.</summary>
internal sealed class ReferencesJob
{
    // A name in crafted data can be as long as the data.
    private const int LongestText = 512;
    private const int MostRows = 200_000;
    private const int MostTags = 200;

    private readonly List<ReferenceRow> _holders;
    private readonly List<BtfFunction> _taking = [];
    private readonly List<BtfFunction> _returning = [];

    public ReferencesJob(BtfObject btf, BtfType type)
    {
        Type = type;
        foreach (BtfFunction function in btf.FindFunctionsTaking(type))
        {
            _taking.Add(function);
        }

        foreach (BtfFunction function in btf.FindFunctionsReturning(type))
        {
            _returning.Add(function);
        }

        _holders = FindHolders(btf, type);
        Answer = new ReferencesAnswer(_holders.Count, _taking.Count, _returning.Count, FindTags(type));
    }

    public BtfType Type { get; }

    public ReferencesAnswer Answer { get; }

    /// <summary>Returns some rows of a list.</summary>
    /// <param name="list">A word of <see cref="ReferenceList"/>.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many rows.</param>
    public ReferenceRow[] Rows(string list, int start, int count) => list switch
    {
        ReferenceList.Taking => [.. _taking.Skip(start).Take(count).Select(RowOf)],
        ReferenceList.Returning => [.. _returning.Skip(start).Take(count).Select(RowOf)],
        _ => [.. _holders.Skip(start).Take(count)],
    };

    private static List<TagRow> FindTags(BtfType type)
    {
        List<TagRow> tags = [];
        foreach (BtfDeclTag tag in type.Object.FindDeclTags(type))
        {
            if (tags.Count < MostTags)
            {
                tags.Add(new TagRow(tag.Value.IsEmpty ? "" : Names.Of(tag.Value), Place(type, tag.ComponentIndex)));
            }
        }

        return tags;
    }

    private static string Place(BtfType type, int index)
    {
        if (index < 0)
        {
            return "";
        }

        if (type.TryAsComposite(out BtfComposite composite) && index < composite.Members.Count)
        {
            return $"of the member {Names.Of(composite.Members[index].Name)}";
        }

        return type.TryAsFunction(out BtfFunction function) && index < function.Prototype.Parameters.Count
            ? $"of the parameter {Names.Of(function.Prototype.Parameters[index].Name)}"
            : string.Create(CultureInfo.InvariantCulture, $"of component {index}");
    }

    /// <summary>Goes from the type to its referrers, and from pointers, qualifiers and arrays on to theirs.</summary>
    private static List<ReferenceRow> FindHolders(BtfObject btf, BtfType type)
    {
        List<ReferenceRow> holders = [];
        HashSet<(uint, bool)> seen = [(type.Id, false)];
        Queue<(BtfType Type, bool IsPointer)> rest = new([(type, false)]);
        while (rest.TryDequeue(out (BtfType Type, bool IsPointer) next) && holders.Count < MostRows)
        {
            foreach (BtfType referrer in btf.FindReferrers(next.Type))
            {
                switch (referrer.Kind)
                {
                    case BtfKind.Struct or BtfKind.Union:
                        AddMembers(holders, referrer.AsComposite(), next.Type, next.IsPointer);
                        break;
                    case BtfKind.Typedef or BtfKind.Var:
                        holders.Add(new ReferenceRow(referrer.Id, Text(referrer), "", next.IsPointer));
                        break;
                    case BtfKind.Ptr or BtfKind.Array or BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag:
                        bool isPointer = next.IsPointer || referrer.Kind == BtfKind.Ptr;
                        if (seen.Add((referrer.Id, isPointer)))
                        {
                            rest.Enqueue((referrer, isPointer));
                        }

                        break;
                    default:
                        break;
                }
            }
        }

        holders.Sort((left, right) => left.IsPointer != right.IsPointer ? left.IsPointer.CompareTo(right.IsPointer) : string.CompareOrdinal(left.Owner, right.Owner));
        return holders;
    }

    private static void AddMembers(List<ReferenceRow> holders, BtfComposite composite, BtfType type, bool isPointer)
    {
        string owner = Text(composite);
        foreach (BtfMember member in composite.Members)
        {
            if (member.TypeId == type.Id)
            {
                holders.Add(new ReferenceRow(composite.AsType().Id, owner, Cut(SafeText.Of(member.ToString())), isPointer));
            }
        }
    }

    private static ReferenceRow RowOf(BtfFunction function) => new(function.AsType().Id, Names.Of(function.Name), Text(function), false);

    private static string Text(BtfType type) => Cut(SafeText.Of(type.ToString()));

    private static string Cut(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "…");
}

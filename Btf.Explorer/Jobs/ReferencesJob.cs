using Btf.Text;
using Btf.Core;

namespace Btf.Explorer.Jobs;

/// <summary>Finds who refers to a type: structures and variables, by value or by pointer, and functions.</summary>
internal static class ReferencesJob
{
    // A name in crafted data can be as long as the data.
    private const int LongestText = 512;
    private const int MostRows = 200_000;

    public static ReferencesAnswer Run(BtfObject btf, BtfType type)
    {
        List<ReferenceRow> taking = [];
        foreach (BtfFunction function in btf.FindFunctionsTaking(type))
        {
            taking.Add(RowOf(function));
        }

        List<ReferenceRow> returning = [];
        foreach (BtfFunction function in btf.FindFunctionsReturning(type))
        {
            returning.Add(RowOf(function));
        }

        return new ReferencesAnswer(FindHolders(btf, type), taking, returning);
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

    private static ReferenceRow RowOf(BtfFunction function) => new(function.AsType().Id, Cut(SafeText.Of(function.Name.ToString())), Text(function), false);

    private static string Text(BtfType type) => Cut(SafeText.Of(type.ToString()));

    private static string Cut(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "…");
}

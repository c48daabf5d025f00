using Btf.Core;
using Btf.Core.Comparison;

namespace Btf.Cli;

/// <summary>The changes of types of some kinds.</summary>
/// <param name="Title">What the types are, such as <c>Structures</c>.</param>
/// <param name="Changed">The types that changed.</param>
/// <param name="ChangedCount">How many types these lines are about: a line may stand for several.</param>
/// <param name="Added">The types that were added.</param>
/// <param name="Removed">The types that were removed.</param>
/// <param name="MostLines">How many lines of changed types a long text shows.</param>
internal sealed record DiffSection(
    string Title, IReadOnlyList<DiffLine> Changed, int ChangedCount, IReadOnlyList<BtfTypeChange> Added, IReadOnlyList<BtfTypeChange> Removed, int MostLines)
{
    /// <summary>Returns the numbers: <c>Structures: 3 changed, 1 added</c>.</summary>
    public string Heading
    {
        get
        {
            string[] counts =
            [
                .. new (int Count, string What)[] { (ChangedCount, "changed"), (Added.Count, "added"), (Removed.Count, "removed") }
                    .Where(part => part.Count != 0).Select(part => $"{part.Count} {part.What}"),
            ];
            return $"{Title}: {string.Join(", ", counts)}";
        }
    }

    /// <summary>Returns the name of a type, with the kind where the section has several kinds.</summary>
    public static string NameOf(BtfTypeChange change)
    {
        string title = DiffWords.TitleOf(change);
        bool isOneKind = change.Kind is BtfKind.Func or BtfKind.Typedef or BtfKind.Enum or BtfKind.Enum64;
        return SafeText.Of(isOneKind ? title[(title.IndexOf(' ', StringComparison.Ordinal) + 1)..] : title);
    }
}

using Btf.Core;
using Btf.Core.Comparison;

namespace Btf.Cli;

/// <summary>Chooses the types about which a comparison is asked.</summary>
internal sealed class DiffFilter
{
    private readonly string[] _texts;
    private readonly TypeName[] _names;

    public DiffFilter(string[] texts)
    {
        _texts = texts;
        _names = [.. texts.Select(TypeName.Parse)];
    }

    /// <summary>Whether the command asks about all types.</summary>
    public bool IsEmpty => _names.Length == 0;

    /// <summary>Returns the changes of the chosen types.</summary>
    public IReadOnlyList<BtfTypeChange> Apply(IReadOnlyList<BtfTypeChange> changes) =>
        IsEmpty ? changes : [.. changes.Where(change => _names.Any(name => name.Kinds.Includes(change.Kind) && name.Names.Contains(change.Name)))];

    /// <summary>Tells for each chosen type that did not change itself whether a type in it did.</summary>
    /// <exception cref="ToolException">Neither side has a type of one of the names.</exception>
    public IReadOnlyList<string> Explain(BtfComparison comparison, DiffSide old, DiffSide @new, out bool isAnyLayoutChanged)
    {
        isAnyLayoutChanged = false;
        List<string> notes = [];
        for (int i = 0; i < _names.Length; i++)
        {
            List<BtfType> olds = [.. old.Objects.SelectMany(_names[i].Find).Distinct()];
            List<BtfType> news = [.. @new.Objects.SelectMany(_names[i].Find).Distinct()];
            if (olds.Count + news.Count == 0)
            {
                throw TypeName.NoneNamed(_texts[i], [.. old.Objects, .. @new.Objects]);
            }

            foreach (BtfType type in news)
            {
                BtfTypeDifference difference = comparison.DifferenceOf(type);
                isAnyLayoutChanged |= difference is BtfTypeDifference.Own or BtfTypeDifference.Value;
                if (difference is BtfTypeDifference.Value or BtfTypeDifference.Reference)
                {
                    string what = difference == BtfTypeDifference.Value ? "a type that it contains differs" : "a type that it points to differs";
                    notes.Add($"{type}: declared as before; {what}.");
                }
            }
        }

        return notes;
    }
}

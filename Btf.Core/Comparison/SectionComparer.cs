using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Compares data sections.</summary>
internal sealed class SectionComparer(PartSink sink)
{
    private const int EntryWords = 3;

    private readonly ComparedTypes _types = sink.Types;

    /// <summary>Adds the differences of two data sections.</summary>
    public void Compare(int old, int @new)
    {
        sink.Compare(BtfChangedPart.Type, BtfChangeKind.Resized, "", _types.Graph.Record(old)[2], _types.Graph.Record(@new)[2]);
        List<FlatMember> olds = Read(old, out uint[] oldSizes);
        List<FlatMember> news = Read(@new, out uint[] newSizes);
        int[] matches = MemberMatching.Match(_types, olds, news, out int[] matchedBy);
        for (int i = 0; i < olds.Count; i++)
        {
            PartValue name = NameOf(olds[i]);
            if (matches[i] < 0)
            {
                sink.Add(BtfChangedPart.Variable, BtfChangeKind.Removed, name, Described(olds[i]), "");
                continue;
            }

            FlatMember match = news[matches[i]];
            if (match.Name != olds[i].Name)
            {
                PartValue newName = NameOf(match);
                sink.Add(BtfChangedPart.Variable, BtfChangeKind.Renamed, newName, name, newName);
                name = newName;
            }

            sink.Compare(BtfChangedPart.Variable, BtfChangeKind.Moved, name, olds[i].BitOffset, match.BitOffset);
            sink.Compare(BtfChangedPart.Variable, BtfChangeKind.Resized, name, oldSizes[i], newSizes[matches[i]]);
        }

        for (int i = 0; i < news.Count; i++)
        {
            if (matchedBy[i] < 0)
            {
                sink.Add(BtfChangedPart.Variable, BtfChangeKind.Added, NameOf(news[i]), "", Described(news[i]));
            }
        }
    }

    /// <summary>Returns the variables as members, with the names of their VAR records and offsets in bytes.</summary>
    private List<FlatMember> Read(int node, out uint[] sizes)
    {
        ReadOnlySpan<int> targets = _types.Graph.Targets(node);
        ReadOnlySpan<uint> words = _types.Graph.Record(node)[RecordShape.HeadWords..];
        List<FlatMember> variables = new(targets.Length);
        sizes = new uint[targets.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            variables.Add(new FlatMember(_types.Graph.Name(targets[i]), words[i * EntryWords + 1], 0, targets[i]));
            sizes[i] = words[i * EntryWords + 2];
        }

        return variables;
    }

    private static PartValue NameOf(FlatMember variable) => PartValue.Name("", variable.Name);

    private static string Described(FlatMember variable) => $"at {PartValue.Text(variable.BitOffset)}";
}

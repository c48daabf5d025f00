using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Compares the values of enumerations.</summary>
internal sealed class EnumComparer(PartSink sink)
{
    private readonly ComparedTypes _types = sink.Types;

    /// <summary>Adds the differences of two enumerations.</summary>
    public void Compare(int old, int @new)
    {
        sink.Compare(BtfChangedPart.Type, BtfChangeKind.Resized, "", _types.Graph.Record(old)[2], _types.Graph.Record(@new)[2]);
        if (_types.Graph.KindFlag(old) != _types.Graph.KindFlag(@new))
        {
            sink.Add(BtfChangedPart.Type, BtfChangeKind.Recoded, "", Sign(old), Sign(@new));
        }

        List<FlatMember> olds = Read(old);
        List<FlatMember> news = Read(@new);
        int[] matches = MemberMatching.Match(_types, olds, news, out int[] matchedBy);
        for (int i = 0; i < olds.Count; i++)
        {
            if (matches[i] < 0)
            {
                sink.Add(BtfChangedPart.Value, BtfChangeKind.Removed, NameOf(olds[i]), ValueOf(old, olds[i]), "");
                continue;
            }

            FlatMember match = news[matches[i]];
            if (match.Name != olds[i].Name)
            {
                sink.Add(BtfChangedPart.Value, BtfChangeKind.Renamed, NameOf(match), NameOf(olds[i]), NameOf(match));
            }

            // If only one of the enumerations is signed, a negative number stands for another value in the other one.
            bool isOtherSign = match.BitOffset < 0 && _types.Graph.KindFlag(old) != _types.Graph.KindFlag(@new);
            if (match.BitOffset != olds[i].BitOffset || isOtherSign)
            {
                sink.Add(BtfChangedPart.Value, BtfChangeKind.Renumbered, NameOf(match), ValueOf(old, olds[i]), ValueOf(@new, match));
            }
        }

        for (int i = 0; i < news.Count; i++)
        {
            if (matchedBy[i] < 0)
            {
                sink.Add(BtfChangedPart.Value, BtfChangeKind.Added, NameOf(news[i]), "", ValueOf(@new, news[i]));
            }
        }
    }

    /// <summary>Returns the enumerators as members, with their values in place of offsets.</summary>
    private List<FlatMember> Read(int node)
    {
        bool isWide = _types.Graph.Kind(node) == BtfKind.Enum64;
        int stride = isWide ? 3 : 2;
        ReadOnlySpan<uint> words = _types.Graph.Record(node)[RecordShape.HeadWords..];
        List<FlatMember> values = new(words.Length / stride);
        for (int word = 0; word + stride <= words.Length; word += stride)
        {
            ulong value = isWide
                ? RecordFormat.Enum64Value(words[word + 1], words[word + 2])
                : RecordFormat.EnumValue(words[word + 1], _types.Graph.KindFlag(node));
            values.Add(new FlatMember((int)words[word], (long)value, 0, 0));
        }

        return values;
    }

    private static PartValue NameOf(FlatMember value) => PartValue.Name("", value.Name);

    private PartValue ValueOf(int node, FlatMember value) =>
        _types.Graph.KindFlag(node) ? PartValue.Number(value.BitOffset) : PartValue.Unsigned((ulong)value.BitOffset);

    private string Sign(int node) => _types.Graph.KindFlag(node) ? "signed" : "unsigned";
}

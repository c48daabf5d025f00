using System.Globalization;
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
        int[] matches = MemberMatching.Match(_types, olds, news, out bool[] isTaken);
        for (int i = 0; i < olds.Count; i++)
        {
            string oldName = _types.NameText(olds[i].Name);
            if (matches[i] < 0)
            {
                sink.Add(BtfChangedPart.Value, BtfChangeKind.Removed, oldName, Text(old, olds[i]), "");
                continue;
            }

            FlatMember match = news[matches[i]];
            string name = _types.NameText(match.Name);
            if (match.Name != olds[i].Name)
            {
                sink.Add(BtfChangedPart.Value, BtfChangeKind.Renamed, name, oldName, name);
            }

            string oldText = Text(old, olds[i]);
            string newText = Text(@new, match);
            if (oldText != newText)
            {
                sink.Add(BtfChangedPart.Value, BtfChangeKind.Renumbered, name, oldText, newText);
            }
        }

        for (int i = 0; i < news.Count; i++)
        {
            if (!isTaken[i])
            {
                sink.Add(BtfChangedPart.Value, BtfChangeKind.Added, _types.NameText(news[i].Name), "", Text(@new, news[i]));
            }
        }
    }

    /// <summary>The values as members: a value takes the offset's place.</summary>
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

    private string Text(int node, FlatMember value) => _types.Graph.KindFlag(node)
        ? PartSink.Number(value.BitOffset)
        : ((ulong)value.BitOffset).ToString(CultureInfo.InvariantCulture);

    private string Sign(int node) => _types.Graph.KindFlag(node) ? "signed" : "unsigned";
}

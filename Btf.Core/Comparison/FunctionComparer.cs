using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Compares functions: linkage, parameters, and what they return.</summary>
internal sealed class FunctionComparer(PartSink sink)
{
    private const int ParameterWords = 2;

    private readonly ComparedTypes _types = sink.Types;

    /// <summary>Adds the differences of two functions.</summary>
    public void Compare(int old, int @new)
    {
        if (_types.Graph.Vlen(old) != _types.Graph.Vlen(@new))
        {
            sink.Add(BtfChangedPart.Type, BtfChangeKind.Relinked, "", Linkage(old), Linkage(@new));
        }

        int oldPrototype = _types.Graph.Targets(old)[0];
        int newPrototype = _types.Graph.Targets(@new)[0];
        if (_types.Graph.Kind(oldPrototype) != BtfKind.FuncProto || _types.Graph.Kind(newPrototype) != BtfKind.FuncProto)
        {
            sink.CompareTypes(BtfChangedPart.Type, "", oldPrototype, newPrototype);
            return;
        }

        sink.CompareTypes(BtfChangedPart.Result, "", _types.Graph.Targets(oldPrototype)[0], _types.Graph.Targets(newPrototype)[0]);
        CompareParameters(Read(oldPrototype), Read(newPrototype));
    }

    private string Linkage(int node) => ((BtfFunctionLinkage)_types.Graph.Vlen(node)).ToString().ToLowerInvariant();

    /// <summary>The parameters as members: the index takes the offset's place.</summary>
    private List<FlatMember> Read(int prototype)
    {
        ReadOnlySpan<int> types = _types.Graph.Targets(prototype)[1..];
        ReadOnlySpan<uint> words = _types.Graph.Record(prototype)[RecordShape.HeadWords..];
        List<FlatMember> parameters = new(types.Length);
        for (int i = 0; i < types.Length; i++)
        {
            parameters.Add(new FlatMember((int)words[i * ParameterWords], i, 0, types[i]));
        }

        return parameters;
    }

    private void CompareParameters(List<FlatMember> old, List<FlatMember> @new)
    {
        int[] matches = MemberMatching.Match(_types, old, @new, out bool[] isTaken);
        MatchByIndex(old, @new, matches, isTaken);
        bool[] isMoved = FindMoved(matches);
        for (int i = 0; i < old.Count; i++)
        {
            if (matches[i] < 0)
            {
                sink.Add(BtfChangedPart.Parameter, BtfChangeKind.Removed, NameOf(old[i]), Described(old[i]), "");
                continue;
            }

            FlatMember match = @new[matches[i]];
            string name = NameOf(match);
            if (match.Name != old[i].Name)
            {
                sink.Add(BtfChangedPart.Parameter, BtfChangeKind.Renamed, name, NameOf(old[i]), name);
            }

            if (isMoved[i])
            {
                sink.Add(BtfChangedPart.Parameter, BtfChangeKind.Moved, name, PartSink.Number(i), PartSink.Number(matches[i]));
            }

            sink.CompareTypes(BtfChangedPart.Parameter, name, old[i].Type, match.Type);
        }

        for (int i = 0; i < @new.Count; i++)
        {
            if (!isTaken[i])
            {
                sink.Add(BtfChangedPart.Parameter, BtfChangeKind.Added, NameOf(@new[i]), "", Described(@new[i]));
            }
        }
    }

    /// <summary>Matches parameters without names at the same index: the type differs.</summary>
    private static void MatchByIndex(List<FlatMember> old, List<FlatMember> @new, int[] matches, bool[] isTaken)
    {
        for (int i = 0; i < Math.Min(old.Count, @new.Count); i++)
        {
            if (matches[i] < 0 && !isTaken[i] && old[i].Name == 0 && @new[i].Name == 0)
            {
                matches[i] = i;
                isTaken[i] = true;
            }
        }
    }

    /// <summary>Which parameters changed their order among those that both versions have, not counting what was put between them.</summary>
    private static bool[] FindMoved(int[] matches)
    {
        int[] kept = [.. Enumerable.Range(0, matches.Length).Where(i => matches[i] >= 0)];
        int[] sorted = [.. kept.Select(i => matches[i]).Order()];
        var isMoved = new bool[matches.Length];
        for (int rank = 0; rank < kept.Length; rank++)
        {
            int index = kept[rank];
            isMoved[index] = matches[index] != sorted[rank] && matches[index] != index;
        }

        return isMoved;
    }

    private string NameOf(FlatMember parameter) => _types.NameText(parameter.Name);

    private string Described(FlatMember parameter) => $"{(IsEllipsis(parameter) ? "..." : _types.TextOf(parameter.Type))} at {PartSink.Number(parameter.BitOffset)}";

    private static bool IsEllipsis(FlatMember parameter) => parameter is { Name: 0, Type: 0 };
}

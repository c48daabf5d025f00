using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Compares functions: linkage, parameters and return types.</summary>
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

    /// <summary>Returns the parameters as members, with their indexes in place of offsets.</summary>
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
        int[] matches = MemberMatching.Match(_types, old, @new, out int[] matchedBy);
        MatchByIndex(old, @new, matches, matchedBy);
        bool[] isMoved = FindMoved(matches);
        for (int i = 0; i < old.Count; i++)
        {
            if (matches[i] < 0)
            {
                sink.Add(BtfChangedPart.Parameter, BtfChangeKind.Removed, NameOf(old[i]), PartValue.Parameter(old[i]), "");
                continue;
            }

            FlatMember match = @new[matches[i]];
            if (match.Name == old[i].Name && !isMoved[i] && _types.LookSame(old[i].Type, match.Type))
            {
                continue;
            }

            PartValue name = NameOf(match);
            if (match.Name != old[i].Name)
            {
                sink.Add(BtfChangedPart.Parameter, BtfChangeKind.Renamed, name, NameOf(old[i]), name);
            }

            if (isMoved[i])
            {
                sink.Add(BtfChangedPart.Parameter, BtfChangeKind.Moved, name, PartValue.Number(i), PartValue.Number(matches[i]));
            }

            sink.CompareTypes(BtfChangedPart.Parameter, name, old[i].Type, match.Type);
        }

        for (int i = 0; i < @new.Count; i++)
        {
            if (matchedBy[i] < 0)
            {
                sink.Add(BtfChangedPart.Parameter, BtfChangeKind.Added, NameOf(@new[i]), "", PartValue.Parameter(@new[i]));
            }
        }
    }

    /// <summary>Matches parameters that have the same index, no name and different types.</summary>
    private static void MatchByIndex(List<FlatMember> old, List<FlatMember> @new, int[] matches, int[] matchedBy)
    {
        for (int i = 0; i < Math.Min(old.Count, @new.Count); i++)
        {
            if (matches[i] < 0 && matchedBy[i] < 0 && old[i].Name == 0 && @new[i].Name == 0)
            {
                matches[i] = i;
                matchedBy[i] = i;
            }
        }
    }

    /// <summary>Finds the parameters that changed their order among the parameters of both versions. Added parameters do not count.</summary>
    private static bool[] FindMoved(int[] matches)
    {
        var isMoved = new bool[matches.Length];
        if (IsAscending(matches))
        {
            return isMoved;
        }

        int[] kept = [.. Enumerable.Range(0, matches.Length).Where(i => matches[i] >= 0)];
        int[] sorted = [.. kept.Select(i => matches[i]).Order()];
        for (int rank = 0; rank < kept.Length; rank++)
        {
            int index = kept[rank];
            isMoved[index] = matches[index] != sorted[rank] && matches[index] != index;
        }

        return isMoved;
    }

    /// <summary>Returns whether the kept parameters are in their old order, as they nearly always are.</summary>
    private static bool IsAscending(int[] matches)
    {
        int last = -1;
        foreach (int match in matches)
        {
            if (match >= 0 && match < last)
            {
                return false;
            }

            last = Math.Max(last, match);
        }

        return true;
    }

    private static PartValue NameOf(FlatMember parameter) => PartValue.Name("", parameter.Name);
}

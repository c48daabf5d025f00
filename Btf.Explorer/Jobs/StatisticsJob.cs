using Btf.Text;
using Btf.Core;
using Btf.Explorer.Texts;

namespace Btf.Explorer.Jobs;

/// <summary>Counts what a source consists of.</summary>
internal static class StatisticsJob
{
    private const int Rows = 50;

    // The layout of each structure is computed. Crafted data can have a great many members.
    private const int MostLayouts = 200_000;

    public static StatisticsAnswer Run(BtfObject btf)
    {
        ObjectStatistics statistics = ObjectStatistics.Of(btf);
        List<StructureRow> structures = [];
        foreach (BtfType type in btf.Types)
        {
            if (type.Kind == BtfKind.Struct && type.NameOffset != 0 && structures.Count < MostLayouts)
            {
                var layout = BtfLayout.Of(type);
                structures.Add(new StructureRow(type.Id, Names.Of(type.Name), layout.Size, layout.Composite.Members.Count, layout.Holes, (long)layout.HoleBytes));
            }
        }

        return new StatisticsAnswer(
            [.. statistics.Kinds.Select(kind => new KindCount(KindNames.Of(kind.Kind), kind.Count))],
            statistics.NameCount,
            statistics.IndexBytes,
            statistics.NameIndexBytes,
            [.. structures.OrderByDescending(row => row.Size).Take(Rows)],
            [.. structures.Where(row => row.Holes > 0).OrderByDescending(row => row.HoleBytes).Take(Rows)]);
    }
}

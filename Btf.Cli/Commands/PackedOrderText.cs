using System.Globalization;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Writes an order of members that closes holes: for each member its present offset, its new offset and its cache line.</summary>
internal static class PackedOrderText
{
    private const long CacheLine = 64;

    /// <summary>Writes the order, and how many bytes it saves.</summary>
    public static void Write(TextOutput output, BtfComposite composite, IReadOnlyCollection<string> hot)
    {
        PackedOrder order = PackedOrder.Of(composite, hot);
        output.WriteLine(SafeText.Of($"{composite.AsType()} /* {Text(composite.Size)} bytes, {Text(order.Size)} in this order: {Saved(composite.Size - order.Size)} */"));
        Listing listing = new(
            output, new Column("Now", 6, IsNumber: true), new Column("Then", 6, IsNumber: true), new Column("Size", 6, IsNumber: true), new Column("Line", 5, IsNumber: true), new Column("Member", 0));
        foreach (PackedMember unit in order.Members)
        {
            if (unit.Count == 0)
            {
                listing.Add(Text(unit.OldOffset), Text(unit.Offset), Text(unit.Size), Text(unit.Offset / CacheLine), "/* nameless bit-fields */");
            }

            for (int i = unit.First; i < unit.First + unit.Count; i++)
            {
                BtfMember member = composite.Members[i];
                string bits = member.BitfieldSize == 0 ? "" : $":{Text(member.BitfieldSize)}";
                string mark = hot.Contains(member.Name.ToString()) ? " /* hot */" : "";
                listing.Add(Text(MemberPlace.Of(member).FirstBit / 8), Text(unit.Offset), Text(unit.Size), Text(unit.Offset / CacheLine), $"{member}{bits}{mark}");
            }
        }
    }

    private static string Saved(long bytes) => bytes > 0 ? $"{Text(bytes)} saved" : "nothing is saved";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

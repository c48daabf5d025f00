using System.Globalization;
using System.Text;

namespace Btf.Core.Tests.Merging;

/// <summary>Counts an object's different types in a simple way: by rounds of texts until a round distinguishes no more types.</summary>
internal static class NaivePartition
{
    public static int Count(BtfObject btf)
    {
        var colors = new int[btf.NextTypeId];
        int count = 1;
        while (true)
        {
            var numbers = new Dictionary<string, int>();
            var next = new int[colors.Length];
            for (uint id = 1; id < colors.Length; id++)
            {
                string text = Text(btf[id], colors);
                numbers.TryAdd(text, numbers.Count + 1);
                next[id] = numbers[text];
            }

            if (numbers.Count == count)
            {
                return count;
            }

            count = numbers.Count;
            colors = next;
        }
    }

    private static string Text(BtfType type, int[] colors)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{colors[type.Id]} {type.Kind} {type.Name} {type.Vlen} ");
        if (type.TryAsComposite(out BtfComposite composite))
        {
            text.Append(CultureInfo.InvariantCulture, $"{type.SizeOrType}");
            foreach (BtfMember member in composite.Members)
            {
                text.Append(CultureInfo.InvariantCulture, $" {member.Name} {member.BitOffset} {colors[member.TypeId]}");
            }
        }
        else if (type.TryAsArray(out BtfArray array))
        {
            text.Append(CultureInfo.InvariantCulture, $"{colors[array.ElementTypeId]} {colors[array.IndexTypeId]} {array.Count}");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{(type.Kind == BtfKind.Int ? type.SizeOrType : (uint)colors[type.SizeOrType])}");
        }

        return text.ToString();
    }
}

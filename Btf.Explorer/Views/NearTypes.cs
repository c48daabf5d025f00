using Btf.Text;
using Btf.Core;
using Btf.Explorer.Browser;

namespace Btf.Explorer.Views;

/// <summary>Finds the names that differ little from one that does not exist, in slices.</summary>
internal static class NearTypes
{
    private const int Batch = 512;
    private const int LengthDifference = 2;

    /// <summary>Returns a question with the nearest names; empty if none is near.</summary>
    public static async Task<string> HintAsync(BtfObject btf, TypeName name)
    {
        Slices slices = new(CancellationToken.None);
        List<string> candidates = [];
        for (uint first = 1; first < btf.NextTypeId; first += Batch)
        {
            Collect(btf, name, first, Math.Min(first + Batch, btf.NextTypeId), candidates);
            if (slices.IsOver)
            {
                await slices.RestAsync();
            }
        }

        return NearNames.Hint(NearNames.Of(name.Names[0], candidates));
    }

    /// <summary>Collects the names that begin or end as the wanted one does, and are about as long.</summary>
    private static void Collect(BtfObject btf, TypeName name, uint first, uint end, List<string> candidates)
    {
        ReadOnlySpan<byte> wanted = SafeText.Encode(name.Names[0]);
        for (uint id = first; id < end; id++)
        {
            BtfType type = btf[id];
            if (name.Kinds.Includes(type.Kind) && type.NameOffset != 0 && type.Name.TryGetUtf8(out ReadOnlySpan<byte> utf8)
                && Math.Abs(utf8.Length - wanted.Length) <= LengthDifference && !utf8.IsEmpty && !wanted.IsEmpty && (utf8[0] == wanted[0] || utf8[^1] == wanted[^1]))
            {
                candidates.Add(SafeText.Decode(utf8));
            }
        }
    }
}

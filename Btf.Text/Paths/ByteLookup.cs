using System.Globalization;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Text;

/// <summary>Finds what lies at a byte of a type: <c>task_struct+0x40</c>.</summary>
public static partial class ByteLookup
{
    private const int MostAnswers = 1000;
    private const int MostSteps = 10_000;
    private const int MostLevels = 128;
    private const int LongestName = 256;

    /// <summary>A member that covers the byte, or a hole.</summary>
    /// <param name="Path">The members on the way, as a path; empty for a hole in the type itself.</param>
    /// <param name="Start">The first byte, from the start of the named type.</param>
    /// <param name="Place">The member's place in its structure; with the width of a bit-field.</param>
    /// <param name="Type">The member's type; null for a hole.</param>
    public readonly record struct Answer(string Path, ulong Start, MemberPlace Place, BtfType? Type);

    /// <summary>Reads a type's name and an offset in bytes.</summary>
    public static bool TryParse(string text, out string type, out ulong offset)
    {
        Match match = Form().Match(text);
        type = match.Groups["type"].Value;
        string number = match.Groups["offset"].Value;
        offset = 0;
        return match.Success && (number.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(number.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out offset)
            : ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out offset));
    }

    /// <summary>Whether a text asks for a byte, but not with a number.</summary>
    public static bool IsMeant(string text) => Meant().IsMatch(text);

    /// <summary>Returns what covers a byte: one member, several members of a union, several bit-fields, or a hole.</summary>
    /// <param name="root">The type.</param>
    /// <param name="offset">The byte, which must lie in the type.</param>
    /// <exception cref="InvalidDataException">Types contain each other too deeply.</exception>
    public static List<Answer> At(BtfType root, ulong offset)
    {
        List<Answer> answers = [];
        Stack<Step> rest = new([new Step(root, 0, "", 0)]);
        int steps = 0;
        while (answers.Count < MostAnswers && rest.TryPop(out Step next))
        {
            if (next.Level > MostLevels || ++steps > MostSteps)
            {
                throw new InvalidDataException($"{root} is nested too deeply. The data is crafted or damaged.");
            }

            BtfType type = next.Type.Underlying;
            if (type.TryAsArray(out BtfArray array) && array.ElementType.TryGetSizeInBytes(out uint size) && size > 0)
            {
                ulong index = (offset - next.Start) / size;
                rest.Push(new Step(array.ElementType, next.Start + (index * size), string.Create(CultureInfo.InvariantCulture, $"{next.Path}[{index}]"), next.Level + 1));
            }
            else if (type.TryAsComposite(out BtfComposite composite))
            {
                AddMembers(composite, next, offset, rest, answers);
            }
            else
            {
                _ = next.Type.TryGetSizeInBytes(out uint whole);
                answers.Add(new Answer(next.Path, next.Start, new MemberPlace((long)next.Start * 8, 0, whole), next.Type));
            }
        }

        return answers;
    }

    private static void AddMembers(BtfComposite composite, Step holder, ulong offset, Stack<Step> rest, List<Answer> answers)
    {
        (ulong start, string path) = (holder.Start, holder.Path);
        List<Step> inner = [];
        long before = 0;
        long after = composite.Size;
        bool isHole = true;
        long at = (long)(offset - start);
        foreach (BtfMember member in composite.Members)
        {
            MemberPlace place = MemberPlace.Of(member);
            string name = member.NameOffset == 0 ? path : $"{path}.{NameOf(member)}";
            long end = (place.EndBit + 7) / 8;
            if (place.Bits != 0 && at >= place.FirstBit / 8 && at < end)
            {
                isHole = false;
                answers.Add(new Answer(name, start + (ulong)(place.FirstBit / 8), place, member.Type));
            }
            else if (place.Bits == 0 && at >= place.Start && at < end)
            {
                isHole = false;
                inner.Add(new Step(member.Type, start + (ulong)place.Start, name, holder.Level + 1));
            }

            before = end <= at ? Math.Max(before, end) : before;
            after = place.FirstBit / 8 > at ? Math.Min(after, place.FirstBit / 8) : after;
        }

        if (isHole)
        {
            answers.Add(new Answer(path, start + (ulong)before, new MemberPlace(before * 8, 0, after - before), null));
        }

        for (int i = inner.Count - 1; i >= 0; i--)
        {
            rest.Push(inner[i]);
        }
    }

    private static string NameOf(BtfMember member)
    {
        ReadOnlySpan<byte> utf8 = member.Name.Utf8;
        return utf8.Length <= LongestName ? SafeText.Decode(utf8) : SafeText.Decode(utf8[..LongestName]) + "…";
    }

    private readonly record struct Step(BtfType Type, ulong Start, string Path, int Level);

    [GeneratedRegex(@"^[\w\s]+\+\s*[\w-]*\s*$")]
    private static partial Regex Meant();

    [GeneratedRegex(@"^\s*(?<type>[^+]+?)\s*\+\s*(?<offset>0[xX][0-9a-fA-F]+|[0-9]+)\s*$")]
    private static partial Regex Form();
}

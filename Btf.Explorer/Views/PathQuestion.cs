using System.Globalization;
using Btf.Text;
using Btf.Core;
using Btf.Explorer.Sources;
using Btf.Explorer.Texts;

namespace Btf.Explorer.Views;

/// <summary>Resolves the text in the box for member paths.</summary>
internal static class PathQuestion
{
    /// <summary>Returns the place to which a path leads in the first source that has it, or why there is none.</summary>
    public static (PathPlace? Place, string Why) Find(IReadOnlyList<OpenSource> sources, string text)
    {
        PathFailure? first = null;
        foreach (OpenSource source in sources)
        {
            foreach (string path in PathAlternatives.Expand(text))
            {
                if (PathEvaluator.Resolve(source.Object, path, out PathFailure? failure) is { } place)
                {
                    return (place, "");
                }

                first = first is null || (first.Code == BtfPathErrorCode.NoSuchType && failure!.Code != BtfPathErrorCode.NoSuchType) ? failure : first;
            }
        }

        return (null, SafeText.Of(first?.Message ?? ""));
    }

    /// <summary>Returns what lies at a byte of a type.</summary>
    public static (List<string> Answers, string Why) AtByte(IReadOnlyList<OpenSource> sources, string name, ulong offset)
    {
        foreach (OpenSource source in sources)
        {
            List<BtfType> types = TypeName.Parse(name).Find(source.Object).FindAll(type => type.TryGetSizeInBytes(out _));
            if (types.Count == 0)
            {
                continue;
            }

            if (offset >= types[0].SizeInBytes)
            {
                return ([], SafeText.Of($"{types[0]} ends before byte {offset}: it has {types[0].SizeInBytes} bytes."));
            }

            return ([.. ByteLookup.At(types[0], offset).Select(answer => SafeText.Of(Text(name, answer)))], "");
        }

        return ([], $"No type is named “{SafeText.Of(name)}”.");
    }

    private static string Text(string name, ByteLookup.Answer answer) => answer.Type is { } type
        ? string.Create(CultureInfo.InvariantCulture, $"{name}{answer.Path}: byte {answer.Start}{(answer.Place.Bits == 0 ? "" : $", bit {answer.Place.FirstBit % 8}, {answer.Place.Bits} bits")}, {ByteText.Count(answer.Place.Size, "byte")}, {type}")
        : string.Create(CultureInfo.InvariantCulture, $"a hole of {ByteText.Count(answer.Place.Size, "byte")} in {name}{answer.Path}, from byte {answer.Start}");
}

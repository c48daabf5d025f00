using System.Buffers.Text;
using System.Text;

namespace Btf.Core.Tests;

/// <summary>The ids of each name in bpftool's raw text, to compare look-ups with. The text has the types of one object, without its base.</summary>
internal static class PrintedNames
{
    private static ReadOnlySpan<byte> Anonymous => "(anon)"u8;

    /// <summary>Returns the names for which a look-up finds other ids than the text.</summary>
    public static List<string> WrongIn(BtfObject btf, ReadOnlySpan<byte> text, out int count)
    {
        Dictionary<string, List<uint>> names = Read(text);
        count = names.Count;
        uint first = btf.FirstTypeId;
        return [.. names.Where(name => !Found(btf, name.Key, first).SequenceEqual(name.Value)).Select(name => name.Key)];
    }

    private static List<uint> Found(BtfObject btf, string name, uint first)
    {
        List<uint> found = [];
        foreach (BtfType type in btf.FindTypes(Encoding.Latin1.GetBytes(name)))
        {
            if (type.Id >= first)
            {
                found.Add(type.Id);
            }
        }

        return found;
    }

    // A type's line is "[1] INT 'int' size=4 …", and those of its elements are indented.
    private static Dictionary<string, List<uint>> Read(ReadOnlySpan<byte> text)
    {
        Dictionary<string, List<uint>> names = [];
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range];
            if (!line.StartsWith("["u8) || !Utf8Parser.TryParse(line[1..], out uint id, out _))
            {
                continue;
            }

            ReadOnlySpan<byte> name = line[(line.IndexOf((byte)'\'') + 1)..];
            name = name[..name.IndexOf((byte)'\'')];
            if (!name.SequenceEqual(Anonymous))
            {
                string key = Encoding.Latin1.GetString(name);
                if (!names.TryGetValue(key, out List<uint>? ids))
                {
                    names[key] = ids = [];
                }

                ids.Add(id);
            }
        }

        return names;
    }
}

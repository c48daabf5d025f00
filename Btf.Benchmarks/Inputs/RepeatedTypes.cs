using System.Globalization;
using System.Text;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Repeats an object's types, to simulate a larger kernel.</summary>
internal static class RepeatedTypes
{
    /// <summary>Returns the types repeated a number of times, with continuing ids.</summary>
    /// <param name="data">Raw BTF without a base.</param>
    /// <param name="times">The number of repetitions.</param>
    /// <param name="distinctNames">
    /// Whether each repetition has names of its own, as in a larger kernel: the original strings followed by the repetition's number. If not, all share the
    /// strings, whose length the kernel's rules limit.
    /// </param>
    public static byte[] Make(byte[] data, int times, bool distinctNames)
    {
        var made = new GeneratedTypes();
        uint first = 0;
        for (int i = 0; i < times; i++)
        {
            var reader = new BtfTypeReader(data);
            Func<uint, uint> name = i == 0 || distinctNames ? AddStrings(made, reader.Strings.Bytes, i) : offset => offset;
            uint shift = first;
            while (reader.Read())
            {
                made.Add(reader.Current, id => id + shift, name, name);
            }

            first += reader.TypeId;
        }

        return made.ToArray();
    }

    /// <summary>Adds the strings again, and returns a map from old to new offsets.</summary>
    private static Func<uint, uint> AddStrings(GeneratedTypes made, ReadOnlySpan<byte> strings, int time)
    {
        if (time == 0)
        {
            // The first one, which is empty, is there already.
            made.AddStrings(strings[1..]);
            return offset => offset;
        }

        byte[] suffix = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"_{time}"));
        uint[] places = new uint[strings.Length];
        int at = 0;
        while (at < strings.Length)
        {
            // A name may be the end of another one, so every byte of a string is mapped.
            int length = strings[at..].IndexOf((byte)0);
            uint start = made.AddString(strings.Slice(at, length), suffix);
            for (int i = 0; i <= length; i++)
            {
                places[at + i] = start + (uint)i;
            }

            at += length + 1;
        }

        return offset => places[offset];
    }
}

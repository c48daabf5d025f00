using System.Globalization;
using System.Text;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>An object's types many times over: what the same kernel would be, were it so much larger.</summary>
internal static class RepeatedTypes
{
    /// <summary>The types so many times, each time with ids that go on.</summary>
    /// <param name="data">Raw BTF that stands alone.</param>
    /// <param name="times">How often.</param>
    /// <param name="distinctNames">
    /// Whether each time has names of its own, as a larger kernel would: every string of the first, and the time's number. Else all share the strings,
    /// which keeps them as short as the kernel's own rules demand.
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

        return made.ToBytes();
    }

    /// <summary>Adds the strings once more. Returns where each byte of the old ones lies now.</summary>
    private static Func<uint, uint> AddStrings(GeneratedTypes made, ReadOnlySpan<byte> strings, int time)
    {
        if (time == 0)
        {
            made.AddStrings(strings);
            return offset => offset;
        }

        byte[] suffix = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"_{time}"));
        uint[] places = new uint[strings.Length];
        int at = 0;
        while (at < strings.Length)
        {
            // A name may be the end of another one, so that every byte of a string has a place.
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

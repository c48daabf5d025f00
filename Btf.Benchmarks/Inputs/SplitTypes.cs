using System.Globalization;
using System.Text;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Split BTF made out of a kernel's own types, for machines whose kernel has no modules: as a module's, it refers to types of both.</summary>
internal static class SplitTypes
{
    /// <summary>
    /// Copies of two runs of a kernel's types, one from each half of it (the second half of a vmlinux is functions and prototypes). What they refer to is
    /// the copy where there is one, else the kernel's type. The types have new names, in strings of the split's own; members and parameters have the kernel's.
    /// </summary>
    /// <param name="data">The kernel's raw BTF.</param>
    /// <param name="count">How many types; less where the kernel has less.</param>
    /// <param name="number">Which module: each takes other types.</param>
    public static byte[] Make(byte[] data, int count, int number)
    {
        BtfHeader header = BtfHeader.Parse(data);
        uint types = Count(data);
        uint half = types / 2;
        uint run = Math.Min((uint)count / 2, half);
        uint first = 1 + (uint)(number * 7919L % (half - run + 1));
        uint second = first + half;
        byte[] suffix = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"_m{number}"));

        var made = new GeneratedTypes();
        made.AddString([], []);
        uint TypeId(uint id) =>
            id - first < run ? types + 1 + (id - first) :
            id - second < run ? types + 1 + run + (id - second) : id;

        var reader = new BtfTypeReader(data);
        while (reader.Read())
        {
            if (reader.TypeId - first < run || reader.TypeId - second < run)
            {
                reader.Strings.TryGet(reader.Current.NameOffset, out ReadOnlySpan<byte> name);
                uint renamed = name.IsEmpty ? 0 : header.StringLength + made.AddString(name, suffix);
                made.Add(reader.Current, TypeId, _ => renamed, offset => offset);
            }
        }

        return made.ToBytes();
    }

    private static uint Count(byte[] data)
    {
        var reader = new BtfTypeReader(data);
        while (reader.Read())
        {
        }

        return reader.TypeId;
    }
}

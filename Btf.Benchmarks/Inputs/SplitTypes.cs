using System.Globalization;
using System.Text;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Makes split BTF from a kernel's own types, for machines whose kernel has no modules. Like a module's, it refers to its own and the kernel's types.</summary>
internal static class SplitTypes
{
    /// <summary>
    /// Copies two ranges of a kernel's types, one from each half (the second half of a vmlinux is functions and prototypes). They refer to the copy of a type if
    /// there is one, else to the kernel's type. The types have new names among the split object's own strings; members and parameters have the kernel's names.
    /// </summary>
    /// <param name="data">The kernel's raw BTF.</param>
    /// <param name="count">How many types; fewer if the kernel has fewer.</param>
    /// <param name="number">The number of the module. Each module copies other types.</param>
    public static byte[] Make(byte[] data, int count, int number)
    {
        using BtfObject kernel = BtfObject.FromMemory(data);
        uint types = kernel.NextTypeId - 1;
        uint half = types / 2;
        uint run = Math.Min((uint)count / 2, half);
        uint first = 1 + (uint)(number * 7919L % (half - run + 1));
        uint second = first + half;
        byte[] suffix = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"_m{number}"));

        var made = new GeneratedTypes(kernel);
        uint TypeId(uint id) =>
            id - first < run ? types + 1 + (id - first) :
            id - second < run ? types + 1 + run + (id - second) : id;

        var reader = new BtfTypeReader(data);
        while (reader.Read())
        {
            if (reader.TypeId - first < run || reader.TypeId - second < run)
            {
                reader.Strings.TryGet(reader.Current.NameOffset, out ReadOnlySpan<byte> name);
                uint renamed = name.IsEmpty ? 0 : made.AddString(name, suffix);
                made.Add(reader.Current, TypeId, _ => renamed, offset => offset);
            }
        }

        return made.ToArray();
    }
}

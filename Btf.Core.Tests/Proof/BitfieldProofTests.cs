using System.Globalization;
using System.Text;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Bit-fields and numbers that clang laid out in either byte order are read as the numbers in the source.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class BitfieldProofTests
{
    private const int Structures = 60;
    private const int Seed = 20260104;

    private static readonly (string Name, int Bits, bool IsSigned)[] _types =
    [
        ("signed char", 8, true), ("unsigned char", 8, false), ("short", 16, true), ("unsigned short", 16, false), ("int", 32, true), ("unsigned int", 32, false),
        ("long long", 64, true), ("unsigned long long", 64, false), ("enum sign", 32, true), ("enum plain", 32, false),
    ];

    [TestCase("bpfel")]
    [TestCase("bpfeb")]
    public void A_field_reads_the_number_that_the_compiler_put_there(string target)
    {
        Random random = new(Seed);
        StringBuilder source = new("enum sign { LEAST = -1, MOST = 1 };\nenum plain { NONE, ONE };\n");
        StringBuilder whole = new("struct all {\n");
        StringBuilder values = new("};\nstruct all all = {\n");
        List<(string Path, Int128 Value)> fields = [];
        for (int i = 0; i < Structures; i++)
        {
            bool isPacked = random.Next(2) == 0;
            source.Append($"struct s{i} {{\n");
            values.Append("\t{ ");
            for (int j = 0; j < 8; j++)
            {
                (string type, int bits, bool isSigned) = _types[random.Next(_types.Length)];
                int width = random.Next(4) == 0 ? bits : random.Next(1, bits + 1);

                // Clang 14 does not mark signed enumerations in BTF.
                bool isEnum = type.StartsWith("enum", StringComparison.Ordinal);
                Int128 least = isSigned && !isEnum ? -(Int128.One << (width - 1)) : 0;
                Int128 value = least + (Int128)(((UInt128)(ulong)random.NextInt64() << 1 | (uint)random.Next(2)) & ((UInt128.One << (isEnum ? width - 1 : width)) - 1));
                source.Append(width == bits ? $"\t{type} f{j};\n" : $"\t{type} f{j} : {width};\n");
                values.Append(value == long.MinValue ? "-9223372036854775807LL - 1, " : value.ToString(CultureInfo.InvariantCulture) + (isSigned ? "LL, " : "ULL, "));
                fields.Add(($"all.s{i}.f{j}", value));
            }

            source.Append(isPacked ? "} __attribute__((packed));\n" : "};\n");
            whole.Append($"\tstruct s{i} s{i};\n");
            values.Append("},\n");
        }

        using TemporaryFolder folder = new();
        string file = folder.Write("fields.c", Encoding.UTF8.GetBytes(source.Append(whole).Append(values).Append("};\n").ToString()));
        string compiled = folder.PathOf("fields.o");
        ProcessResult result = ProcessRunner.Run(Oracles.Clang(), "-target", target, "-g", "-O1", "-w", "-c", file, "-o", compiled);
        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        byte[] data = new ElfSections(File.ReadAllBytes(compiled)).Find(".data")!;
        using BtfObject btf = BtfObject.Open(compiled);
        Assert.That(btf.ByteOrder, Is.EqualTo(target == "bpfel" ? BtfByteOrder.LittleEndian : BtfByteOrder.BigEndian));

        using (Assert.EnterMultipleScope())
        {
            foreach ((string path, Int128 value) in fields)
            {
                BtfValue walked = new(btf.FindType("all", BtfKind.Struct), data);
                string[] names = path.Split('.');
                Assert.That(BtfField<Int128>.Bind(btf, path).Read(data), Is.EqualTo(value), path);
                Assert.That(BtfField<long>.Bind(btf, path).Read(data), Is.EqualTo(unchecked((long)value)), path);
                Assert.That(walked[names[1]][names[2]].ReadInt128(), Is.EqualTo(value), path);
            }
        }
    }
}

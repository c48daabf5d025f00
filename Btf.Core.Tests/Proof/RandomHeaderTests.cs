using System.Buffers;
using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>A C compiler gives random structures and unions the sizes and offsets of the data.</summary>
[TestFixture]
public sealed class RandomHeaderTests
{
    private const int Count = 400;

    [TestCase(8u, "-m64")]
    [TestCase(4u, "-m32")]
    public void The_header_compiles_to_the_layout_of_the_data(uint pointerSize, string machine)
    {
        string clang = Oracles.Clang();
        for (int seed = 0; seed < LongRun.Rounds(2, 200); seed++)
        {
            byte[] data = RandomLayouts.Make(new Random(seed), pointerSize, Count);
            using BtfObject btf = BtfObject.FromMemory(data, options: new BtfOpenOptions { PointerSize = (int)pointerSize });
            ArrayBufferWriter<byte> header = new();
            BtfDump.WriteC(btf, header);
            using TemporaryFolder folder = new();
            string source = folder.Write("header.c", [.. header.WrittenSpan, .. Encoding.UTF8.GetBytes(Assertions(btf))]);

            ProcessResult compiled = ProcessRunner.Run(clang, machine, "-fsyntax-only", "-w", source);

            Assert.That(compiled.StandardError, Is.Empty, $"seed {seed}");
        }
    }

    private static string Assertions(BtfObject btf)
    {
        StringBuilder text = new();
        foreach (BtfType type in btf.Types)
        {
            if (type.NameOffset == 0 || !type.TryAsComposite(out BtfComposite composite))
            {
                continue;
            }

            string tag = $"{(type.Kind == BtfKind.Union ? "union" : "struct")} {type.Name}";
            text.Append($"_Static_assert(sizeof({tag}) == {composite.Size}, \"{tag}\");\n");
            foreach (BtfMember member in composite.Members)
            {
                if (member.BitfieldSize == 0)
                {
                    text.Append($"_Static_assert(__builtin_offsetof({tag}, {member.Name}) == {member.BitOffset / 8}, \"{tag}.{member.Name}\");\n");
                }
            }
        }

        return text.ToString();
    }
}

using System.Buffers.Binary;
using System.Runtime.Versioning;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class BtfExtensionVerifierTests
{
    private const int HeaderLength = 32;

    private static IEnumerable<TestCaseData> Programs() => Vectors.Cases("progload");

    private static IEnumerable<TestCaseData> Objects() =>
        Corpus.Cases(file => file.Path.StartsWith("objects/", StringComparison.Ordinal) && file.Path.EndsWith(".bpf.o", StringComparison.Ordinal));

    [TestCaseSource(nameof(Programs))]
    public void A_program_is_judged_as_by_the_kernel(BtfVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        using ProgramVector program = new(vector);

        Assert.That(program.IsRefused(program.Functions, program.Lines), Is.EqualTo(vector.Json.GetProperty("k72").GetProperty("prog_errno").GetInt32() != 0));
    }

    [TestCase("info-11")]
    [TestCase("info-18")]
    [SupportedOSPlatform("linux")]
    [Platform("Linux")]
    public void Changed_records_are_judged_as_by_the_running_kernel(string id)
    {
        BpfCalls.Require();
        using ProgramVector program = new(Vectors.Read("progload").Single(vector => vector.Id == id));
        Random random = new(15);
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] functions = (byte[])program.Functions.Clone();
            byte[] lines = (byte[])program.Lines.Clone();
            Change(random, random.Next(2) == 0 ? functions : lines, program.TypeCount);

            bool isTaken = program.Load(functions, lines, out string log);
            bool isRefused = program.IsRefused(functions, lines);
            refused += isRefused ? 1 : 0;
            Assert.That(isRefused, Is.EqualTo(!isTaken), $"case {i}: {log}\n{Convert.ToHexString(functions)}\n{Convert.ToHexString(lines)}");
        }

        Assert.That(refused, Is.InRange(100, 390));
    }

    [TestCaseSource(nameof(Objects))]
    public void What_compilers_and_linkers_write_breaks_no_rule(CorpusFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Btf.Compression.BtfCompression.Register();
        using TemporaryFolder folder = new();
        using BpfObjectFile program = BpfObjectFile.Open(folder.Write("prog.bpf.o", Corpus.ReadFile(file.Path)));

        Assert.That(BtfExtensionVerifier.Verify(program).Select(finding => finding.Message), Is.Empty);
    }

    // Places count from the first record of a part, which follows the head of a block.
    [TestCase("functions", 0, 4u, BtfExtensionFindingCode.InstructionOutOfRange)]
    [TestCase("functions", 0, 0x7FFFFFF8u, BtfExtensionFindingCode.InstructionOutOfRange)]
    [TestCase("functions", 0, 8u, BtfExtensionFindingCode.NotAtFunction)]
    [TestCase("functions", 0, 8u, BtfExtensionFindingCode.FunctionMissing)]
    [TestCase("functions", 4, 99_999u, BtfExtensionFindingCode.NotAFunction)]
    [TestCase("functions", 4, 1u, BtfExtensionFindingCode.NotAFunction)]
    [TestCase("functions", -8, 0x7FFFFFFFu, BtfExtensionFindingCode.NoSectionName)]
    [TestCase("lines", 0, 8u, BtfExtensionFindingCode.LineMissing)]
    [TestCase("lines", 0, 3u, BtfExtensionFindingCode.InstructionOutOfRange)]
    [TestCase("lines", 16, 0u, BtfExtensionFindingCode.NotAscending)]
    [TestCase("lines", 4, 0x7FFFFFFFu, BtfExtensionFindingCode.NoLineText)]
    [TestCase("lines", 8, 0x7FFFFFFFu, BtfExtensionFindingCode.NoLineText)]
    [TestCase("relocations", 0, 4u, BtfExtensionFindingCode.InstructionOutOfRange)]
    [TestCase("relocations", 4, 99_999u, BtfExtensionFindingCode.NoRelocationType)]
    [TestCase("relocations", 8, 0x7FFFFFFFu, BtfExtensionFindingCode.NoAccessString)]
    [TestCase("relocations", 12, 13u, BtfExtensionFindingCode.UnknownRelocation)]
    public void A_bad_record_is_found_and_the_others_are_judged(string part, int place, uint word, BtfExtensionFindingCode code)
    {
        using TemporaryFolder folder = new();
        byte[] image = File.ReadAllBytes(Corpus.PathOf("objects/clang21/core_read-el.bpf.o"));
        Span<byte> extension = image.AsSpan(image.AsSpan().IndexOf(new ElfSections(image).Find(".BTF.ext")!));
        int field = part switch { "functions" => 8, "lines" => 16, _ => 24 };
        int first = HeaderLength + BinaryPrimitives.ReadInt32LittleEndian(extension[field..]) + 12;
        BinaryPrimitives.WriteUInt32LittleEndian(extension[(first + place)..], word);
        using BpfObjectFile program = BpfObjectFile.Open(folder.Write("prog.bpf.o", image));

        BtfExtensionFinding[] findings = [.. BtfExtensionVerifier.Verify(program)];

        BtfExtensionFinding found = findings.First(finding => finding.Code == code);
        Assert.That(findings.Length, Is.LessThan(12));
        Assert.That(found.Message, Does.StartWith(".BTF.ext: ").And.EndsWith($"(byte offset {found.ByteOffset})"));
        Assert.That(found.Errno, Is.EqualTo(22));
    }

    [TestCase(12, 0, null)]
    [TestCase(12, 1, BtfExtensionFindingCode.RecordTailNotZero)]
    [TestCase(256, 0, BtfExtensionFindingCode.RecordTooLong)]
    public void Longer_records_are_taken_as_far_as_the_kernel_takes_them(int size, int tail, BtfExtensionFindingCode? code)
    {
        var types = new BtfBuilder();
        uint function = types.AddFunction("f", types.AddFunctionPrototype(0), BtfFunctionLinkage.Global);
        uint section = types.AddString("prog");
        byte[] extension = Functions(section, function, size, tail);
        var elf = new ElfBuilder();
        elf.Add(".BTF", types.ToArray());
        elf.Add(".BTF.ext", extension);
        elf.Add("prog", new byte[16]).Flags = 4;
        byte[] image = elf.Build();
        using TemporaryFolder folder = new();
        using BpfObjectFile program = BpfObjectFile.Open(folder.Write("prog.bpf.o", image));

        BtfExtensionFinding? found = BtfExtensionVerifier.Verify(program).FirstOrDefault();

        Assert.That(found?.Code, Is.EqualTo(code));
        Assert.That(found?.Errno, Is.EqualTo(code is null ? null : tail == 0 ? 22 : 7));
    }

    [Test]
    public void Verify_tells_of_what_an_object_says_of_its_programs()
    {
        using TemporaryFolder folder = new();
        byte[] image = File.ReadAllBytes(Corpus.PathOf("objects/clang21/core_read-el.bpf.o"));
        string good = folder.Write("good.bpf.o", image);
        Span<byte> extension = image.AsSpan(image.AsSpan().IndexOf(new ElfSections(image).Find(".BTF.ext")!));
        int first = HeaderLength + BinaryPrimitives.ReadInt32LittleEndian(extension[8..]) + 12;
        BinaryPrimitives.WriteUInt32LittleEndian(extension[(first + 4)..], 1);
        string bad = folder.Write("bad.bpf.o", image);
        BinaryPrimitives.WriteUInt32LittleEndian(extension[(first - 4)..], 0);
        string broken = folder.Write("broken.bpf.o", image);

        ProcessResult result = BtfTool.Ask("verify", good, bad, broken);
        ProcessResult json = BtfTool.Ask("verify", bad, "--all", "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(1));
            Assert.That(result.Text, Does.Contain($"{bad}: .BTF.ext: kprobe/a, instruction at byte 0: type [1] of the function record is no function"));
            Assert.That(result.Text, Does.Contain($"{broken}: A block of function records of .BTF.ext has no record"));
            Assert.That(json.Text, Does.Contain("\"code\":\"NotAFunction\"").Or.Contain("\"code\": \"NotAFunction\""));
        }
    }

    private static void Change(Random random, byte[] records, int types)
    {
        for (int n = random.Next(1, 3); n > 0; n--)
        {
            int at = random.Next(records.Length / 4) * 4;
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(records.AsSpan(at));
            uint other = random.Next(6) switch
            {
                0 => 0,
                1 => word + 1,
                2 => word - 1,
                3 => (uint)random.Next(types + 2),
                4 => (uint)random.Next(12),
                _ => 0x10_0000,
            };
            BinaryPrimitives.WriteUInt32LittleEndian(records.AsSpan(at), other);
        }
    }

    private static byte[] Functions(uint section, uint type, int size, int tail)
    {
        var writer = new EndianWriter(bigEndian: false);
        writer.WriteUInt16(0xEB9F);
        writer.WriteByte(1);
        writer.WriteByte(0);
        foreach (uint word in (uint[])[HeaderLength, 0, 4 + 8 + (uint)size, 0, 0, 0, 0, (uint)size, section, 1, 0, type])
        {
            writer.WriteUInt32(word);
        }

        byte[] rest = new byte[size - 8];
        rest[0] = (byte)tail;
        writer.WriteBytes(rest);
        return writer.ToArray();
    }
}

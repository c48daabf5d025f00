using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>C initialisers of real structures are compiled, and the programs contain the original bytes.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CInitialiserTests
{
    private const int Types = 150;
    private const int Largest = 1024;
    private const int Seed = 20260103;

    [TestCase("gcc")]
    [TestCase("clang")]
    public void An_initialiser_compiles_to_the_bytes_that_it_was_written_from(string compiler)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Assert.Ignore("The kernel's types are those of x86-64, so the compiler must target x86-64.");
        }

        using BtfObject kernel = BtfObject.FromMemory(Corpus.ReadBtf("kernels/vm-6.18.44/vmlinux.btf"));
        Random random = new(Seed);
        BtfType[] types = [.. Choose(kernel, random)];
        byte[][] values = [.. types.Select(type => new byte[type.SizeInBytes])];
        byte[][] written = [.. types.Select(type => new byte[type.SizeInBytes])];
        for (int i = 0; i < types.Length; i++)
        {
            random.NextBytes(values[i]);
            WrittenBits.Mark(types[i], values[i], written[i]);
        }

        using TemporaryFolder folder = new();
        string source = folder.Write("values.c", Encoding.UTF8.GetBytes(Program(types, values)));
        string program = folder.PathOf("values");
        ProcessResult compiled = ProcessRunner.Run(Oracles.Program(compiler), "-w", "-O0", "-o", program, source);
        Assert.That(compiled.ExitCode, Is.Zero, compiled.StandardError);
        ReadOnlySpan<byte> output = ProcessRunner.Run(program).StandardOutput;

        for (int i = 0; i < types.Length; i++)
        {
            byte[] expected = [.. values[i].Zip(written[i], (value, bits) => (byte)(value & bits))];
            Assert.That(output.Length, Is.GreaterThanOrEqualTo(expected.Length), "Another size.");
            Assert.That(output[..expected.Length].SequenceEqual(expected), Is.True, () => $"{types[i]}: {Text(types[i], values[i])}");
            output = output[expected.Length..];
        }

        Assert.That(output.Length, Is.Zero);
    }

    private static IEnumerable<BtfType> Choose(BtfObject kernel, Random random)
    {
        BtfType[] all = [.. kernel.Types.Where(type =>
            type.Kind is BtfKind.Struct or BtfKind.Union && !type.Name.IsEmpty && type.SizeInBytes is > 0 and <= Largest && kernel.FindTypes(type.Name.ToString()).Count() == 1)];
        random.Shuffle(all);
        return all.Take(Types);
    }

    private static string Program(BtfType[] types, byte[][] values)
    {
        StringBuilder code = new(CText.Of(types));
        code.Append("\nlong write(int, const void *, unsigned long);\n");
        for (int i = 0; i < types.Length; i++)
        {
            code.Append($"{types[i]} value{i} = {Text(types[i], values[i])};\n");
        }

        code.Append("int main(void)\n{\n");
        for (int i = 0; i < types.Length; i++)
        {
            code.Append($"\twrite(1, &value{i}, sizeof(value{i}));\n");
        }

        return code.Append("\treturn 0;\n}\n").ToString();
    }

    private static string Text(BtfType type, byte[] value)
    {
        ArrayBufferWriter<byte> text = new();
        BtfValueWriter.Write(type, value, text, new BtfValueOptions { Style = BtfValueStyle.C });
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}

using System.Buffers.Binary;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class MutationTests
{
    private const int Seed = 20240817;
    private static readonly string[] _small = ["libbpf18/attrs-layout-el.btf", "libbpf18/attrs-eb.btf", "userelf/base-amd64.btf", "userelf/base3-powerpc.btf"];

    [TestCase(false, 3000)]
    [TestCase(true, 3000)]
    public void Mutated_samples_are_refused_or_walked(bool bigEndian, int cases) =>
        Run(SampleBtf.EveryKind(bigEndian).Build(), null, cases);

    [TestCase(false)]
    [TestCase(true)]
    public void Mutated_samples_with_types_last_are_refused_or_walked(bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        foreach (BuilderLayoutEntry entry in BuilderLayoutEntry.KnownKinds)
        {
            builder.Envelope.LayoutEntries.Add(entry);
        }

        builder.Envelope.LayoutEntries.Add(new BuilderLayoutEntry(4, 8));
        builder.Raw(0, BtfBuilder.Info(20, 2), 0, 1, 2, 3, 4, 5);
        Run(SectionOrder.Rewrite(builder.Build(), "slt", 0), null, 2000);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Mutated_splits_are_refused_or_walked(bool bigEndian)
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        BtfBuilder module = kernel.Split();
        module.Struct("pair", 8, ("first", 8, 0), ("own", 20, 32));
        module.FuncProto(20, ("count", 2), ("own", 21));
        module.Func("added", 21);
        Run(module.Build(), kernel.Build(), 2000);
    }

    [TestCase("kinds-el.btf")]
    [TestCase("kinds-eb.btf")]
    public void Mutated_fixtures_are_refused_or_walked(string name) => Run(Fixture.Read(name), null, 1000);

    [TestCaseSource(nameof(_small))]
    public void Mutated_corpus_files_are_refused_or_walked(string path) => Run(Corpus.ReadBtf(path), null, 1000);

    [TestCase(false)]
    [TestCase(true)]
    public void Mutated_large_sections_are_refused_or_walked(bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        for (uint i = 0; i < 3000; i++)
        {
            builder.Ptr(i % 19 + 1);
        }

        Run(builder.Build(), null, 100);
    }

    private static void Run(byte[] sample, byte[]? baseObject, int cases)
    {
        Random random = new(Seed);
        using HostileInput hostile = new(sample.Length, baseObject);
        byte[] mutant = new byte[sample.Length];
        for (int i = 0; i < cases; i++)
        {
            sample.CopyTo(mutant, 0);
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                Mutate(mutant, random);
            }

            hostile.Try(mutant, $"seed {Seed}, case {i}");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hostile.Opened, Is.Positive);
            Assert.That(hostile.Refused, Is.Positive);
        }
    }

    private static void Mutate(byte[] data, Random random)
    {
        // The magic number stays: without it nothing else would be reached.
        int place = random.Next(2, data.Length);
        Span<byte> word = data.AsSpan(Math.Max(4, Math.Min(place, data.Length - 4) & ~3), 4);
        switch (random.Next(6))
        {
            case 0:
                data[place] = (byte)random.Next(256);
                break;
            case 1:
                data[place] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                word.Fill((byte)(random.Next(2) * 0xFF));
                break;
            case 3:
                BinaryPrimitives.WriteInt32LittleEndian(word, random.Next(64));
                break;
            case 4:
                BinaryPrimitives.WriteInt32BigEndian(word, random.Next(64));
                break;
            default:
                data.AsSpan(random.Next(data.Length / 4) * 4, 4).CopyTo(word);
                break;
        }
    }
}

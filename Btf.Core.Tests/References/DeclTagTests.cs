using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed partial class DeclTagTests
{
    [Test]
    public void Tags_of_a_type_and_of_its_components_are_told_apart()
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4);
        uint pair = builder.AddStruct("pair", 8, ("a", number, 0), ("b", number, 32));
        builder.AddDeclTag("whole", pair);
        builder.AddDeclTag("first", pair, componentIndex: 0);
        builder.AddDeclTag("second", pair, componentIndex: 1);
        builder.AddDeclTag("other", number);
        builder.AddDeclTag("more", pair, componentIndex: 1, isAttribute: true);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Values(btf.FindDeclTags(btf[pair])), Is.EqualTo("whole@-1 first@0 second@1 more@1"));
            Assert.That(Values(btf.FindDeclTags(btf[pair], -1)), Is.EqualTo("whole@-1"));
            Assert.That(Values(btf.FindDeclTags(btf[pair], 1)), Is.EqualTo("second@1 more@1"));
            Assert.That(btf.FindDeclTags(btf[pair], 7).Count(), Is.Zero);
        }
    }

    [Test]
    public void Kfuncs_are_functions_with_the_tag_on_themselves_each_once()
    {
        BtfObject top = ReferenceChains.Open(ReferenceChains.Built());
        uint step = 0;
        List<uint> found = [];
        foreach (BtfFunction kfunc in top.FindKfuncs())
        {
            found.Add(kfunc.AsType().Id);
            step = kfunc.Name == "step" ? kfunc.AsType().Id : step;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found, Is.EqualTo(new[] { 12u, step }));
            Assert.That(top.IsKfunc(top[12]), Is.True);
            Assert.That(top.Base!.IsKfunc(top[12]), Is.False);
            Assert.That(top.Base!.FindKfuncs().Count(), Is.EqualTo(1));
            Assert.That(top.IsKfunc(top[13]), Is.False);
        }
    }

    [Test]
    public void A_kernel_that_does_not_mark_its_kfuncs_says_so([Values] bool kernelMarks, [Values] bool moduleMarks)
    {
        BtfBuilder builder = new();
        uint prototype = builder.AddFunctionPrototype(0);
        uint function = builder.AddFunction("of_kernel", prototype);
        if (kernelMarks)
        {
            builder.AddDeclTag("bpf_kfunc", function);
        }

        using BtfObject kernel = builder.ToObject();
        BtfBuilder split = new(kernel);
        uint other = split.AddFunction("of_module", prototype);
        split.AddDeclTag(moduleMarks ? "bpf_kfunc" : "bpf_other", other);
        using BtfObject module = split.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(kernel.MarksKfuncs, Is.EqualTo(kernelMarks));
            Assert.That(module.MarksKfuncs, Is.EqualTo(kernelMarks || moduleMarks));
            Assert.That(module.FindKfuncs().Count, Is.EqualTo((kernelMarks ? 1 : 0) + (moduleMarks ? 1 : 0)));
        }
    }

    [Test]
    public void The_tag_on_a_parameter_or_on_another_kind_makes_no_kfunc()
    {
        var builder = new BtfBuilder();
        uint function = builder.AddFunction("f", builder.AddFunctionPrototype(0));
        builder.AddDeclTag("bpf_kfunc", function, componentIndex: 0);
        builder.AddDeclTag("bpf_kfunc", builder.AddStruct("s", 0));
        builder.AddDeclTag("bpf_kfuncs", function);
        builder.AddDeclTag("bpf_kfunc", 9999);
        builder.AddStruct("bpf_kfunc", 0);
        using BtfObject btf = builder.OpenRaw();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindKfuncs().Count(), Is.Zero);
            Assert.That(btf.IsKfunc(btf[function]), Is.False);
        }
    }

    [TestCase("btf-rs/btf/vmlinux")]
    [TestCase("kernels/amd64-7.3.4+deb13/vmlinux.btf")]
    [TestCase("kernels/amd64-6.12.107+deb13/vmlinux.btf")]
    [TestCase("kernels/s390x-6.12.107+deb13/vmlinux.btf")]
    public void Tags_and_kfuncs_of_a_kernel_are_those_that_bpftool_prints(string path)
    {
        using BtfObject btf = BtfObject.FromMemory(Corpus.ReadBtf(path));
        string? text = Corpus.ReadReference(path, "raw");
        if (text is null)
        {
            string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "tags.btf");
            File.WriteAllBytes(file, Corpus.ReadBtf(path));
            text = ProcessRunner.Run(Oracles.Bpftool(), "btf", "dump", "file", file).Text;
        }

        CompareTags(btf, text);
    }

    [Test]
    public void Tags_and_kfuncs_of_the_running_kernel_are_those_that_bpftool_prints()
    {
        using BtfObject btf = BtfObject.Open(Oracles.KernelBtf());

        CompareTags(btf, ProcessRunner.Run(Oracles.Bpftool(), "btf", "dump", "file", Oracles.KernelBtf()).Text);
    }

    private static void CompareTags(BtfObject btf, string text)
    {
        ILookup<uint, string> expected = Tag().Matches(text).ToLookup(
            match => uint.Parse(match.Groups["target"].Value, CultureInfo.InvariantCulture),
            match => $"[{match.Groups["id"].Value}] {match.Groups["value"].Value}@{match.Groups["component"].Value}");
        List<uint> kfuncs = [];
        foreach (BtfFunction kfunc in btf.FindKfuncs())
        {
            kfuncs.Add(kfunc.AsType().Id);
        }

        using (Assert.EnterMultipleScope())
        {
            for (uint id = 0; id < btf.NextTypeId; id++)
            {
                List<string> tags = [];
                foreach (BtfDeclTag tag in btf.FindDeclTags(btf[id]))
                {
                    tags.Add($"[{tag.AsType().Id}] {tag.Value}@{tag.ComponentIndex}");
                }

                bool isKfunc = expected[id].Any(tag => tag.EndsWith(" bpf_kfunc@-1", StringComparison.Ordinal));
                if (!tags.SequenceEqual(expected[id]) || btf.IsKfunc(btf[id]) != isKfunc || kfuncs.Contains(id) != isKfunc)
                {
                    Assert.That(tags, Is.EqualTo(expected[id]), $"[{id}] {(isKfunc ? "is a kfunc" : "")}");
                }
            }

            Assert.That(kfuncs, Has.Count.GreaterThan(0).And.Ordered.And.Unique);
        }
    }

    private static string Values(BtfDeclTagMatches tags)
    {
        List<string> values = [];
        foreach (BtfDeclTag tag in tags)
        {
            values.Add($"{tag.Value}@{tag.ComponentIndex}");
        }

        return string.Join(' ', values);
    }

    [GeneratedRegex(@"^\[(?<id>\d+)\] DECL_TAG '(?<value>[^']*)' type_id=(?<target>\d+) component_idx=(?<component>-?\d+)", RegexOptions.Multiline)]
    private static partial Regex Tag();
}

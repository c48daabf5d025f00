using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares layouts of a kernel's structures with those of the installed pahole.</summary>
[TestFixture]
public sealed class PaholeLayoutTests
{
    private const string Kernel = "kernels/amd64-5.10.0-32/vmlinux.btf";
    private const double LeastEqual = 0.97;

    // Pahole's inferred attributes and remarks on shared storage, which are not written.
    private static readonly string[] _leftOut = ["__aligned__", "Bitfield combined"];

    private static readonly string[] _sample =
    [
        "list_head", "sk_buff", "file_system_type", "qspinlock", "inode", "dentry", "file", "vm_area_struct", "cred", "pid", "kobject",
        "module_kobject", "device", "timer_list", "work_struct", "seq_file", "bpf_prog", "bpf_trampoline", "iphdr", "tcphdr", "wakeup_source", "orc_entry", "trace_event_call",
    ];

    [Test]
    public void A_sample_of_structures_is_what_pahole_prints()
    {
        Dictionary<string, string> expected = PaholeStructures();
        using BtfObject kernel = CorpusObjects.Open(Corpus.Find(Kernel));
        int count = 0;
        foreach (string name in _sample.Where(expected.ContainsKey))
        {
            string text = CText.LayoutOf(kernel.FindType(name, BtfKind.Struct));
            Assert.That(TextComparison.FirstDifference(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(expected[name])), Is.Null, name);
            count++;
        }

        Assert.That(count, Is.AtLeast(20));
    }

    [Test]
    public void Nearly_all_structures_are_what_pahole_prints()
    {
        Dictionary<string, string> expected = PaholeStructures();
        using BtfObject kernel = CorpusObjects.Open(Corpus.Find(Kernel));
        int equal = 0;
        int compared = 0;
        foreach ((string name, string text) in expected)
        {
            if (!_leftOut.Any(text.Contains))
            {
                compared++;
                equal += kernel.TryFindType(name, BtfKind.Struct, out BtfType type) && CText.LayoutOf(type) == text ? 1 : 0;
            }
        }

        Assert.That(compared, Is.GreaterThan(6000));
        Assert.That((double)equal / compared, Is.AtLeast(LeastEqual));
    }

    [TestCase("rcu_special", BtfKind.Union)]
    [TestCase("pci_dev_flags", BtfKind.Enum)]
    [TestCase("atomic_t", BtfKind.Typedef)]
    public void One_type_is_what_pahole_prints(string name, BtfKind kind)
    {
        byte[] btf = Corpus.ReadBtf(Kernel);
        using BtfObject kernel = BtfObject.FromMemory(btf);
        using TemporaryFolder folder = new();
        string path = folder.Write("vmlinux.btf", btf);

        Assert.That(CText.LayoutOf(kernel.FindType(name, kind)), Is.EqualTo(ProcessRunner.Run(Oracles.Pahole(), "-F", "btf", "-C", name, path).Text));
    }

    private static Dictionary<string, string> PaholeStructures()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("vmlinux.btf", Corpus.ReadBtf(Kernel));
        ProcessResult pahole = ProcessRunner.Run(Oracles.Pahole(), "-F", "btf", path);
        Dictionary<string, string> result = [];
        StringBuilder text = new();
        string name = "";
        foreach (string line in pahole.Text.Split('\n'))
        {
            name = text.Length == 0 ? line.Split(' ').ElementAtOrDefault(1) ?? "" : name;
            text.Append(line).Append('\n');
            if (line.StartsWith('}'))
            {
                result.TryAdd(name, text.ToString());
                text.Clear();
            }
        }

        return result;
    }
}

using System.Collections.Concurrent;
using Btf.Compression;
using NUnit.Framework;

namespace Btf.Core.Tests;

[NonParallelizable]
public sealed class KernelTreeTests
{
    private const string Release = "6.1.0-test";
    private TemporaryDirectory _root;
    private string _tree;

    [OneTimeSetUp]
    public void RegisterFormats() => BtfCompression.Register();

    [SetUp]
    public void MakeRoot()
    {
        _root = new TemporaryDirectory();
        _tree = Path.Combine(_root.Root, "usr/lib/modules", Release);
        Write("kernel/net/two-words.ko", KernelDirectory.Alpha);
        Write("kernel/drivers/beta.ko.gz", Packer.Gzip(KernelDirectory.Beta));
        Write("modules.dep", [1, 2, 3]);
        Write("kernel/notes.ko.txt", [1, 2, 3]);
    }

    [TearDown]
    public void RemoveRoot() => _root.Dispose();

    [Test]
    public void Modules_are_opened_under_the_kernels_names_and_told_of()
    {
        Write("vmlinux", KernelDirectory.Kernel);
        Write("extra/broken.ko.xz", [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 1, 2, 3]);
        Write("extra/none.ko", NoBtf());
        var told = new Collector();

        using BtfCollection all = BtfCollection.OpenKernelTree(_tree, new BtfKernelTreeOptions { Progress = told });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Names, Is.EqualTo("vmlinux beta broken none two_words".Split()));
            Assert.That(all.Failures.Select(failure => (failure.Name, failure.Error.Code)), Is.EqualTo(new[]
            {
                ("broken", BtfErrorCode.BadCompression),
                ("none", BtfErrorCode.NoBtf),
            }));
            Assert.That(all["two_words"].Base, Is.SameAs(all.Base));
            Assert.That(all.FindType("only_beta", BtfKind.Struct).ObjectName, Is.EqualTo("beta"));
            Assert.That(told.Reports.Select(report => report.ModuleName), Is.EquivalentTo("beta broken none two_words".Split()));
            Assert.That(told.Reports.Select(report => report.Completed), Is.EquivalentTo(Enumerable.Range(1, 4)));
            Assert.That(told.Reports.Select(report => report.Total), Is.All.EqualTo(4));
            Assert.That(told.Reports.Count(report => report.Error.Code != BtfErrorCode.None), Is.EqualTo(2));
            Assert.That(told.Reports.First().ToString(), Does.Match(@"^\d/4 \w+$"));
        }
    }

    [TestCase("usr/lib/modules/6.1.0-test/vmlinux")]
    [TestCase("usr/lib/modules/6.1.0-test/vmlinux-6.1.0-test")]
    [TestCase("usr/lib/modules/6.1.0-test/build/vmlinux")]
    [TestCase("usr/lib/modules/6.1.0-test/vmlinuz")]
    [TestCase("sys/kernel/btf/vmlinux")]
    [TestCase("boot/vmlinux-6.1.0-test")]
    [TestCase("usr/lib/debug/boot/vmlinux-6.1.0-test")]
    [TestCase("usr/lib/debug/lib/modules/6.1.0-test/vmlinux")]
    [TestCase("boot/vmlinuz-6.1.0-test")]
    public void The_kernel_is_found_where_distributions_have_it(string place)
    {
        _root.Write("proc/sys/kernel/osrelease", "6.1.0-test\n"u8.ToArray());
        _root.Write(place, KernelDirectory.Kernel);

        bool opened = BtfCollection.TryOpenKernelTree(new KernelTree(_tree + "/", _root.Root), out BtfCollection? all, out BtfError error, new BtfKernelTreeOptions());

        Assert.That(opened, Is.True, error.Message);
        Assert.That(all!.Names, Is.EqualTo("vmlinux beta two_words".Split()));
        all.Dispose();
    }

    [Test]
    public void The_running_kernel_is_not_taken_for_another_release()
    {
        _root.Write("proc/sys/kernel/osrelease", "6.2.0\n"u8.ToArray());
        _root.Write("sys/kernel/btf/vmlinux", KernelDirectory.Kernel);
        Write("vmlinux", NoBtf());

        bool opened = BtfCollection.TryOpenKernelTree(new KernelTree(_tree, _root.Root), out BtfCollection? all, out BtfError error, new BtfKernelTreeOptions());

        Assert.That((opened, all), Is.EqualTo((false, default(BtfCollection))));
        Assert.That(error.Code, Is.EqualTo(BtfErrorCode.Unreadable));
        Assert.That(error.Message, Does.Contain("vmlinux: The ELF file has no .BTF section"));
    }

    [Test]
    public void A_kernel_that_is_given_is_taken()
    {
        Write("vmlinux", NoBtf());
        string given = _root.Write("elsewhere", KernelDirectory.Kernel);

        using BtfCollection all = BtfCollection.OpenKernelTree(_tree, new BtfKernelTreeOptions { VmlinuxPath = given, MaxParallelism = 1 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Failures, Is.Empty);
            Assert.That(
                () => BtfCollection.OpenKernelTree(_tree, new BtfKernelTreeOptions { VmlinuxPath = Path.Combine(_tree, "modules.dep") }),
                Throws.TypeOf<BtfFormatException>());
            Assert.That(
                () => BtfCollection.OpenKernelTree(_tree, new BtfKernelTreeOptions { VmlinuxPath = Path.Combine(_tree, "missing") }), Throws.TypeOf<IOException>());
        }
    }

    [Test]
    public void A_tree_without_a_kernel_or_no_tree_is_an_error()
    {
        string missing = Path.Combine(_root.Root, "missing");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => BtfCollection.OpenKernelTree(_tree), Throws.TypeOf<IOException>().With.Message.Contains("There is none of").And.Message.Contains("boot/vmlinuz-6.1.0-test"));
            Assert.That(() => BtfCollection.OpenKernelTree(missing), Throws.TypeOf<IOException>().With.Message.Contains(missing));
            Assert.That(() => BtfCollection.OpenKernelTree(""), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => BtfCollection.OpenDirectory("a\0b"), Throws.InstanceOf<ArgumentException>());
            Assert.That((BtfCollection.TryOpenKernelTree("a\0b", out _, out BtfError error), error.Code), Is.EqualTo((false, BtfErrorCode.Unreadable)));
            Assert.That((BtfCollection.TryOpenDirectory("", out _, out error), error.Code), Is.EqualTo((false, BtfErrorCode.Unreadable)));
            Assert.That(() => new BtfKernelTreeOptions { MaxParallelism = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void Of_two_modules_of_one_name_the_update_counts()
    {
        Write("vmlinux", KernelDirectory.Kernel);
        Write("updates/dkms/beta.ko", KernelDirectory.Alpha);
        Write("extra/two_words.ko", KernelDirectory.Beta);

        using BtfCollection all = BtfCollection.OpenKernelTree(_tree);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.FindType("only_alpha", BtfKind.Struct).ObjectName, Is.EqualTo("beta"));
            Assert.That(all.FindType("only_beta", BtfKind.Struct).ObjectName, Is.EqualTo("two_words"));
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Links need a privilege on this system.")]
    public void Links_to_directories_are_not_followed()
    {
        Write("vmlinux", KernelDirectory.Kernel);
        _root.Write("source/other.ko", KernelDirectory.Alpha);
        Directory.CreateSymbolicLink(Path.Combine(_tree, "source"), Path.Combine(_root.Root, "source"));
        Directory.CreateSymbolicLink(Path.Combine(_tree, "kernel/loop"), _tree);
        File.CreateSymbolicLink(Path.Combine(_tree, "linked.ko"), Path.Combine(_tree, "kernel/net/two-words.ko"));

        using BtfCollection all = BtfCollection.OpenKernelTree(_tree);

        Assert.That(all.Names, Is.EqualTo("vmlinux beta linked two_words".Split()));
        Assert.That(all.Failures, Is.Empty);
    }

    [Test]
    public void Cancelling_leaves_nothing_open()
    {
        string kernel = Write("vmlinux", KernelDirectory.Kernel);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.That(
            () => BtfCollection.OpenKernelTree(_tree, new BtfKernelTreeOptions { CancellationToken = source.Token }), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(ProcessMaps.CountOf(kernel), Is.Zero);
    }

    [TestCase("gzip+gzip")]
    [TestCase("xz+xz")]
    [TestCase("zstd+zstd")]
    public void A_real_tree_of_compressed_modules_is_opened_over_its_compressed_kernel(string packing)
    {
        string tree = Corpus.PathOf($"btf-rs/elf/{packing}");

        using BtfCollection all = BtfCollection.OpenKernelTree(tree, new BtfKernelTreeOptions());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Names, Is.EqualTo("vmlinux openvswitch veth vport_geneve".Split()));
            Assert.That(all.Failures, Is.Empty);
            Assert.That(all["veth"].TypeCount, Is.EqualTo(102));
            Assert.That(all.Base.RawData.SequenceEqual(Corpus.ReadBtf("btf-rs/btf/vmlinux")), Is.True);
        }
    }

    [Test]
    public void A_format_of_ones_own_says_what_its_modules_end_with()
    {
        _root.Write("boot/vmlinux-6.1.0-test", KernelDirectory.Kernel);
        Write("kernel/own.ko.plain", [.. "plain:"u8, .. KernelDirectory.Alpha]);
        BtfKernelTreeOptions options = new() { OpenOptions = new BtfOpenOptions { Decompressors = [new PlainFormat()] } };

        bool opened = BtfCollection.TryOpenKernelTree(new KernelTree(_tree, _root.Root), out BtfCollection? all, out BtfError error, options);

        Assert.That(opened, Is.True, error.Message);
        Assert.That(all!.Names, Does.Contain("own"));
        Assert.That(all["own"].RawData.SequenceEqual(KernelDirectory.Alpha), Is.True);
        all.Dispose();
    }

    [TestCase("kernel/a-b/c-d.ko", "c_d")]
    [TestCase("x.y.ko.zst", "x.y")]
    [TestCase("x.ko.bz2", "x")]
    [TestCase(".ko", null)]
    [TestCase("x.ko.debug", null)]
    [TestCase("x.o", null)]
    public void A_modules_name_is_its_files(string path, string? name) => Assert.That(KernelTree.ModuleName(path, new CompressionFormats([])), Is.EqualTo(name));

    private static byte[] NoBtf()
    {
        ElfBuilder elf = new();
        elf.Add(".text", [1]);
        return elf.Build();
    }

    private string Write(string name, byte[] content) => _root.Write(Path.Combine(_tree, name), content);

    private sealed class Collector : IProgress<BtfKernelTreeProgress>
    {
        public ConcurrentQueue<BtfKernelTreeProgress> Reports { get; } = new();

        public void Report(BtfKernelTreeProgress value) => Reports.Enqueue(value);
    }

    /// <summary>Data that is not compressed, behind a word.</summary>
    private sealed class PlainFormat : BtfDecompressor
    {
        public override string Name => "plain";

        public override string Suffix => ".plain";

        public override ReadOnlySpan<byte> Magic => "plain:"u8;

        public override Stream OpenRead(Stream compressed)
        {
            compressed.Position += Magic.Length;
            return compressed;
        }
    }
}

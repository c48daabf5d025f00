using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class KernelBtfTests
{
    private const string Release = "6.1.0-test";
    private TemporaryDirectory _root;
    private KernelFiles _files;

    private static readonly string[] _fallbacks =
    [
        $"boot/vmlinux-{Release}",
        $"lib/modules/{Release}/vmlinux-{Release}",
        $"lib/modules/{Release}/build/vmlinux",
        $"usr/lib/modules/{Release}/kernel/vmlinux",
        $"usr/lib/debug/boot/vmlinux-{Release}",
        $"usr/lib/debug/boot/vmlinux-{Release}.debug",
        $"usr/lib/debug/lib/modules/{Release}/vmlinux",
    ];

    [SetUp]
    public void MakeRoot()
    {
        _root = new TemporaryDirectory();
        _root.Write("proc/sys/kernel/osrelease", [.. System.Text.Encoding.UTF8.GetBytes(Release), (byte)'\n']);
        _files = new KernelFiles(_root.Root, isLinux: true);
    }

    [TearDown]
    public void RemoveRoot() => _root.Dispose();

    [Test]
    public void The_kernel_in_sysfs_is_opened_first()
    {
        KernelDirectory.Write(_root, "sys/kernel/btf");
        _root.Write(_fallbacks[0], SampleBtf.EveryKind(bigEndian: true).ToArray());

        bool opened = _files.TryOpen(out BtfObject? kernel, out _, null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Is.True);
            Assert.That(kernel!.ByteOrder, Is.EqualTo(BtfByteOrder.LittleEndian));
        }

        kernel.Dispose();
    }

    [TestCaseSource(nameof(_fallbacks))]
    public void Without_sysfs_the_other_places_are_tried_in_order(string place)
    {
        foreach (string later in _fallbacks[Array.IndexOf(_fallbacks, place)..])
        {
            _root.Write(later, later == place ? KernelDirectory.Kernel : SampleBtf.EveryKind(bigEndian: true).ToArray());
        }

        bool opened = _files.TryOpen(out BtfObject? kernel, out _, null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Is.True);
            Assert.That(kernel!.ByteOrder, Is.EqualTo(BtfByteOrder.LittleEndian));
        }

        kernel.Dispose();
    }

    [Test]
    public void Where_there_is_none_the_error_says_what_is_wrong_with_each_place()
    {
        _root.Write(_fallbacks[1], "no BTF, but text"u8.ToArray());

        bool opened = _files.TryOpen(out BtfObject? kernel, out BtfError error, null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Is.False);
            Assert.That(kernel, Is.Null);
            Assert.That(error.Code, Is.EqualTo(BtfErrorCode.Unreadable));
            Assert.That(error.Message, Does.Contain($"{Path.Combine(_root.Root, "sys/kernel/btf", "vmlinux")}: there is no such file; "));
            Assert.That(error.Message, Does.Contain($"{_fallbacks[1]}: Not BTF").And.Contain("(it is text)"));
            Assert.That(_fallbacks, Has.All.Matches<string>(place => error.Message.Contains($"{place}: ", StringComparison.Ordinal)));
            Assert.That(() => _files.Throw(error), Throws.TypeOf<IOException>().With.Message.EqualTo(error.Message));
        }
    }

    [Test]
    public void Without_a_release_only_sysfs_is_tried_and_the_error_says_why()
    {
        File.Delete(Path.Combine(_root.Root, "proc/sys/kernel/osrelease"));

        _files.TryOpen(out _, out BtfError error, null);

        Assert.That(error.Message, Does.Contain("vmlinux: there is no such file").And.Contain("osrelease, which names the release: "));
    }

    [Test]
    public void A_module_is_opened_over_the_kernel_by_either_spelling_of_its_name()
    {
        KernelDirectory.Write(_root, "sys/kernel/btf");
        _root.Write("sys/kernel/btf/two_words", KernelDirectory.Alpha);
        _files.TryOpen(out BtfObject? kernel, out _, null);

        bool opened = _files.TryOpenModule("two-words", kernel!, out BtfObject? module, out _, null);
        bool missing = _files.TryOpenModule("gamma", kernel!, out _, out BtfError error, null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Is.True);
            Assert.That(module!.Base, Is.SameAs(kernel));
            Assert.That(missing, Is.False);
            Assert.That(error.Code, Is.EqualTo(BtfErrorCode.Unreadable));
            foreach (string name in (string[])["", "..", "../vmlinux", "a/b", "vmlinux", "a\0"])
            {
                Assert.That(() => _files.TryOpenModule(name, kernel!, out _, out _, null), Throws.ArgumentException, name);
            }
        }

        module.Dispose();
        kernel!.Dispose();
    }

    [TestCase("two-words", "two_words")]
    [TestCase("two_words.inline", "two_words")]
    [TestCase("vmlinux.inline", null)]
    public void A_module_that_is_opened_without_a_kernel_owns_its_base(string name, string? module)
    {
        KernelDirectory.Write(_root, "sys/kernel/btf");
        foreach (string file in (string[])["two_words", "two_words.inline", "vmlinux.inline"])
        {
            _root.Write("sys/kernel/btf/" + file, KernelDirectory.Alpha);
        }

        bool opened = _files.TryOpenModule(name, null, out BtfObject? result, out BtfError error, null);

        Assert.That(opened, Is.True, error.Message);
        List<BtfObject> chain = [];
        for (BtfObject? part = result; part is not null; part = part.Base)
        {
            chain.Add(part);
        }

        Assert.That(chain, Has.Count.EqualTo(name.EndsWith(".inline", StringComparison.Ordinal) && module is not null ? 3 : 2));
        result!.Dispose();
        Assert.That(chain.TrueForAll(part => part.IsDisposed), Is.True);
    }

    [TestCase("gamma")]
    [TestCase("gamma.inline")]
    [TestCase("a.inline.inline")]
    public void A_module_that_is_missing_is_an_error_without_a_kernel_too(string name)
    {
        KernelDirectory.Write(_root, "sys/kernel/btf");

        bool opened = _files.TryOpenModule(name, null, out BtfObject? result, out BtfError error, null);

        Assert.That((opened, result, error.Code), Is.EqualTo((false, default(BtfObject), BtfErrorCode.Unreadable)));
    }

    [Test]
    public void All_modules_are_a_collection()
    {
        KernelDirectory.Write(_root, "sys/kernel/btf");

        bool opened = _files.TryOpenAll(out BtfCollection? all, out _, null);

        Assert.That(opened, Is.True);
        Assert.That(all!.Names, Is.EqualTo("vmlinux alpha beta".Split()));
        all.Dispose();
    }

    [Test]
    public void Another_system_than_Linux_is_told_that_it_is_not_supported()
    {
        KernelDirectory.Write(_root, "sys/kernel/btf");
        var other = new KernelFiles(_root.Root, isLinux: false);
        using BtfObject kernel = BtfObject.FromMemory(KernelDirectory.Kernel);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.TryOpen(out _, out BtfError error, null), Is.False);
            Assert.That(other.TryOpenModule("alpha", kernel, out _, out _, null), Is.False);
            Assert.That(other.TryOpenAll(out _, out _, null), Is.False);
            Assert.That(error.Code, Is.EqualTo(BtfErrorCode.Unreadable));
            Assert.That(() => other.Throw(error), Throws.TypeOf<PlatformNotSupportedException>().With.Message.Contains("Linux"));
        }
    }

    [Test]
    public void The_running_kernel_is_opened()
    {
        Oracles.KernelBtf();
        using BtfObject kernel = KernelBtf.Open();
        using BtfCollection all = KernelBtf.OpenAll();
        all.LoadAll();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(kernel.TryFindType("task_struct", BtfKind.Struct, out _), Is.True);
            Assert.That(all.Base.TypeCount, Is.EqualTo(kernel.TypeCount));
            Assert.That(all.Failures, Is.Empty);
            Assert.That(all.FindType("task_struct", BtfKind.Struct).ObjectName, Is.EqualTo("vmlinux"));
            Assert.That(() => KernelBtf.OpenModule("no_such_module", kernel), Throws.InstanceOf<IOException>());
            foreach (string name in all.Names.Skip(1))
            {
                using BtfObject module = KernelBtf.OpenModule(name, kernel);
                Assert.That(module.Base, Is.SameAs(kernel));
            }
        }
    }
}

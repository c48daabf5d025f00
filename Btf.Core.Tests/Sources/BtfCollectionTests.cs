using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class BtfCollectionTests
{
    private TemporaryDirectory _directory;

    [SetUp]
    public void MakeDirectory()
    {
        _directory = new TemporaryDirectory();
        KernelDirectory.Write(_directory);
    }

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public void The_base_comes_first_and_modules_are_split_from_it()
    {
        using BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);
        List<string> names = [];
        foreach ((string name, BtfObject btf) in all)
        {
            names.Add(name);
            Assert.That(btf.Base, name == "vmlinux" ? Is.Null : Is.SameAs(all.Base), name);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(names, Is.EqualTo(all.Names).And.EqualTo("vmlinux alpha beta".Split()));
            Assert.That(all["vmlinux"], Is.SameAs(all.Base));
            Assert.That(all.TryGetObject("alpha", out BtfObject? alpha) && alpha == all["alpha"], Is.True);
            Assert.That(all.Failures, Is.Empty);
        }
    }

    [Test]
    public void A_module_is_opened_when_it_is_needed_and_not_before()
    {
        using BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);
        File.Delete(Path.Combine(_directory.Root, "alpha"));
        bool inBase = all.TryFindType("pair", BtfKind.Struct, out BtfCollectionMatch match);
        bool failedBefore = all.Failures.Length > 0;

        bool found = all.TryGetObject("alpha", out BtfObject? alpha);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(inBase, Is.True);
            Assert.That(match.ObjectName, Is.EqualTo("vmlinux"));
            Assert.That(failedBefore, Is.False);
            Assert.That(found, Is.False);
            Assert.That(alpha, Is.Null);
            Assert.That(all.Failures.Single().ToString(), Does.StartWith("alpha: "));
            Assert.That(all.Failures.Single().Error.Code, Is.EqualTo(BtfErrorCode.Unreadable));
            Assert.That(() => all["alpha"], Throws.InstanceOf<IOException>());
            Assert.That(() => all["gamma"], Throws.TypeOf<KeyNotFoundException>());
            Assert.That(all.TryGetObject("beta", out _), Is.True);
        }
    }

    [Test]
    public void What_is_no_module_is_reported_and_skipped()
    {
        _directory.Write("empty", []);
        _directory.Write("junk", "no BTF at all, but longer than a header"u8.ToArray());
        _directory.Write("cut", KernelDirectory.Alpha[..^3]);
        _directory.Write("swapped", ByteSwapper.Swap(KernelDirectory.Alpha));
        _directory.Write("folder/vmlinux", KernelDirectory.Kernel);
        File.CreateSymbolicLink(Path.Combine(_directory.Root, "nowhere"), Path.Combine(_directory.Root, "missing"));
        List<string> expected = ["cut", "empty", "junk", "nowhere", "swapped"];
        if (OperatingSystem.IsLinux())
        {
            Assert.That(ProcessRunner.Run("mkfifo", Path.Combine(_directory.Root, "fifo")).ExitCode, Is.Zero);
            expected.Insert(2, "fifo");
        }

        using BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);

        all.LoadAll();

        List<string> opened = [];
        foreach (BtfCollectionEntry entry in all)
        {
            opened.Add(entry.Name);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Failures.Select(failure => failure.Name), Is.EqualTo(expected));
            Assert.That(opened, Is.EqualTo("vmlinux alpha beta".Split()));
            Assert.That(Code("empty"), Is.EqualTo(BtfErrorCode.HeaderTruncated));
            Assert.That(Code("junk"), Is.EqualTo(BtfErrorCode.BadMagic));
            Assert.That(Code("cut"), Is.EqualTo(BtfErrorCode.SectionOutOfRange));
            Assert.That(Code("swapped"), Is.EqualTo(BtfErrorCode.BaseMismatch));
            Assert.That(() => all["junk"], Throws.TypeOf<BtfFormatException>());
            Assert.That(all.FindTypes("only_beta").Count(), Is.EqualTo(1));
        }

        BtfErrorCode Code(string name) => all.Failures.Single(failure => failure.Name == name).Error.Code;
    }

    [Test]
    public void A_module_that_disappears_after_it_was_listed_is_reported_by_name_and_the_others_open()
    {
        using BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);
        File.Delete(Path.Combine(_directory.Root, "alpha"));

        all.LoadAll();

        BtfCollectionFailure failure = all.Failures.Single();
        Assert.That((failure.Name, failure.Error.Code), Is.EqualTo(("alpha", BtfErrorCode.Unreadable)));
        Assert.That(failure.Error.Message, Does.Contain("alpha"));
        Assert.That(all.TryGetObject("beta", out _), Is.True);
    }

    [Test]
    public void A_directory_without_its_base_or_with_a_bad_one_is_an_error()
    {
        string missing = Path.Combine(_directory.Root, "missing");
        string bare = Directory.CreateDirectory(Path.Combine(_directory.Root, "bare")).FullName;
        _directory.Write("bad/vmlinux", [1, 2, 3]);
        bool opened = BtfCollection.TryOpenDirectory(bare, out BtfCollection? all, out BtfError error);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Is.False);
            Assert.That(all, Is.Null);
            Assert.That(error.Message, Is.EqualTo($"There is no 'vmlinux' in '{bare}', which the modules there are split from."));
            Assert.That(() => BtfCollection.OpenDirectory(bare), Throws.TypeOf<IOException>());
            Assert.That(() => BtfCollection.OpenDirectory(missing), Throws.TypeOf<IOException>().With.Message.Contains(missing));
            Assert.That(() => BtfCollection.OpenDirectory(Path.Combine(_directory.Root, "bad")), Throws.TypeOf<BtfFormatException>());
            Assert.That(() => BtfCollection.OpenDirectory(Path.Combine(_directory.Root, "alpha")), Throws.TypeOf<IOException>());
        }
    }

    [Test]
    public void A_look_up_finds_types_of_the_base_once_and_then_those_of_modules()
    {
        using BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);
        uint own = all.Base.NextTypeId;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Found(all.FindTypes("pair")), Is.EqualTo($"vmlinux[4] alpha[{own}]"));
            Assert.That(Found(all.FindTypes("int"u8)), Is.EqualTo("vmlinux[1]"));
            Assert.That(Found(all.FindTypes("only_beta".AsSpan())), Is.EqualTo($"beta[{own}]"));
            Assert.That(Found(all.FindTypes("")), Is.EqualTo($"alpha[{own + 2}] beta[{own + 1}]"));
            Assert.That(Found(all.FindTypes("absent")), Is.Empty);
            Assert.That(Found(all.FindTypes("\ud800")), Is.Empty);
            Assert.That(all.FindTypes("pair").Count(), Is.EqualTo(2));
            Assert.That(default(BtfCollectionMatches).Count, Is.Zero);
        }
    }

    [Test]
    public void One_type_is_found_by_name_and_kind()
    {
        using BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);
        (string name, BtfType type) = all.FindType("only_alpha", BtfKind.Struct);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(name, Is.EqualTo("alpha"));
            Assert.That(type, Is.EqualTo(all["alpha"].FindType("only_alpha", BtfKind.Struct)));
            Assert.That(all.FindType("pair"u8, BtfKind.Struct).ToString(), Is.EqualTo("vmlinux: struct pair"));
            Assert.That(all.TryFindType("pair", BtfKind.Union, out _), Is.False);
            Assert.That(() => all.FindType("pair", BtfKind.Union), Throws.TypeOf<KeyNotFoundException>());
            Assert.That(() => all.FindType("absent"u8, BtfKind.Int), Throws.TypeOf<KeyNotFoundException>());
        }
    }

    [Test]
    public void Objects_are_added_by_name_and_each_once()
    {
        BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);
        BtfObject owned = BtfObject.FromMemory(KernelDirectory.Beta, all.Base);
        using BtfObject lent = BtfObject.FromMemory(KernelDirectory.Kernel);
        using BtfObject other = BtfObject.FromMemory(KernelDirectory.Kernel);
        all.Add("aardvark", owned);
        all.Add("zebra", lent, leaveOpen: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Names, Is.EqualTo("vmlinux aardvark alpha beta zebra".Split()));
            Assert.That(Found(all.FindTypes("int")), Is.EqualTo("vmlinux[1] zebra[1]"));
            Assert.That(() => all.Add("alpha", other), Throws.ArgumentException);
            Assert.That(() => all.Add("vmlinux", other), Throws.ArgumentException);
            Assert.That(() => all.Add("twice", owned), Throws.ArgumentException.With.Message.Contains("'aardvark'"));
            Assert.That(() => all.Add("base", all.Base), Throws.ArgumentException.With.Message.Contains("'vmlinux'"));
            Assert.That(() => all.Add("loaded", all["alpha"]), Throws.ArgumentException.With.Message.Contains("'alpha'"));
            all.Dispose();
            Assert.That(owned.IsDisposed, Is.True);
            Assert.That(lent.IsDisposed, Is.False);
            Assert.That(() => all.Add("gone", other), Throws.TypeOf<ObjectDisposedException>());
        }
    }

    [Test]
    public void A_disposed_object_cannot_be_added()
    {
        using BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);
        BtfObject gone = BtfObject.FromMemory(KernelDirectory.Kernel);
        gone.Dispose();

        Assert.That(() => all.Add("gone", gone), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_disposed_collection_says_so_and_so_do_its_objects()
    {
        BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);
        BtfObject kernel = all.Base;
        BtfObject alpha = all["alpha"];
        BtfCollection.Enumerator started = all.GetEnumerator();
        started.MoveNext();

        all.Dispose();
        all.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(kernel.IsDisposed && alpha.IsDisposed, Is.True);
            Assert.That(() => all.Names, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => all.Failures, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => all["vmlinux"], Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => all.TryGetObject("beta", out _), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => all.FindTypes("int").Count(), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(all.GetEnumerator, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => started.MoveNext(), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(all.LoadAll, Throws.TypeOf<ObjectDisposedException>());
        }
    }

    [Test]
    public void A_base_that_was_lent_stays_open()
    {
        using BtfObject kernel = BtfObject.FromMemory(KernelDirectory.Kernel);
        using (var all = new BtfCollection(kernel, leaveOpen: true))
        {
            all.Add("alpha", BtfObject.FromMemory(KernelDirectory.Alpha, kernel));
            Assert.That(all.FindTypes("pair").Count(), Is.EqualTo(2));
        }

        Assert.That(kernel.IsDisposed, Is.False);
    }

    [Test]
    public void Looking_up_allocates_nothing_once_all_is_open()
    {
        using BtfCollection all = BtfCollection.OpenDirectory(_directory.Root);
        int found = 0;
        void Ask()
        {
            found += all.FindTypes("pair").Count() + all.FindTypes("only_beta"u8).Count() + all.FindTypes("").Count() + all.FindTypes("absent").Count();
            found += all.TryFindType("only_alpha", BtfKind.Struct, out _) ? 1 : 0;
            found += all.TryGetObject("beta", out _) ? 1 : 0;
            found += all.Names.Length;
            foreach (BtfCollectionEntry entry in all)
            {
                found += entry.Object.TypeCount;
            }
        }

        long allocated = Allocations.Of(Ask);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found, Is.Positive);
            Assert.That(allocated, Is.Zero);
        }
    }

    private static string Found(BtfCollectionMatches matches)
    {
        List<string> found = [];
        foreach ((string name, BtfType type) in matches)
        {
            found.Add($"{name}[{type.Id}]");
        }

        return string.Join(' ', found);
    }
}

using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares the objects in the running kernel with sysfs, bpftool and the objects that the tests load.</summary>
[TestFixture]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
[NonParallelizable]
public sealed class LoadedBtfTests
{
    private static readonly byte[] _sample = Sample(out _, out _);

    [SetUp]
    public void RequireTheKernel() => BpfCalls.Require();

    [Test]
    public void The_kernels_btf_by_syscall_is_byte_for_byte_that_of_sysfs()
    {
        byte[] expected = File.ReadAllBytes(Oracles.KernelBtf());
        LoadedBtf info = Kernel();
        int errno = BpfSyscall.Open(BpfCommand.BtfGetDescriptorById, info.Id, out int descriptor);
        Assert.That(errno, Is.Zero);
        using BtfHandle handle = new(descriptor);
        byte[] data = new byte[info.Size];

        errno = handle.Read(data, default, out _);

        Assert.That((errno, data.AsSpan().SequenceEqual(expected)), Is.EqualTo((0, true)));
    }

    [Test]
    public void The_kernels_object_by_syscall_has_the_types_of_that_of_sysfs()
    {
        using BtfObject fromFile = BtfObject.Open(Oracles.KernelBtf());
        using BtfObject fromKernel = KernelBtf.OpenLoaded(Kernel().Id);

        Assert.That(TextComparison.FirstDifference(DumpText.Raw(fromKernel), DumpText.Raw(fromFile)), Is.Null);
        Assert.That(fromKernel.FindType("sk_buff", BtfKind.Struct).Id, Is.EqualTo(fromFile.FindType("sk_buff", BtfKind.Struct).Id));
    }

    [Test]
    public void The_list_is_that_of_bpftool()
    {
        using BtfHandle loaded = new BtfLoader().Load(_sample);
        ProcessResult result = ProcessRunner.Run(Oracles.Bpftool(), "--json", "btf", "list");
        IReadOnlyList<LoadedBtf> objects = KernelBtf.ListLoaded();
        using JsonDocument json = JsonDocument.Parse(result.StandardOutput);
        (uint, uint, string)[] expected =
            [.. json.RootElement.EnumerateArray().Select(item => (
                item.GetProperty("id").GetUInt32(),
                item.GetProperty("size").GetUInt32(),
                item.TryGetProperty("name", out JsonElement name) ? name.GetString()! : ""))];

        // Objects that other processes load or drop meanwhile are in only one of the lists.
        uint[] common = [.. expected.Select(item => item.Item1).Intersect(objects.Select(item => item.Id))];
        Assert.That(common, Does.Contain(Kernel().Id).And.Contain(loaded.GetInfo().Id));
        Assert.That(
            objects.Where(item => common.Contains(item.Id)).Select(item => (item.Id, item.Size, item.Name is "" ? "" : item.Name)),
            Is.EqualTo(expected.Where(item => common.Contains(item.Item1)).Select(item => (item.Item1, item.Item2, item.Item3 is "<anon>" ? "" : item.Item3))));
        Assert.That(objects.Select(item => item.Id), Is.Ordered.And.Unique);
    }

    [Test]
    public void Each_module_that_is_loaded_opens_over_the_kernel_and_is_that_of_sysfs()
    {
        using BtfObject kernel = KernelBtf.Open();
        foreach (LoadedBtf module in KernelBtf.ListLoaded().Where(item => item.IsModule))
        {
            bool without = KernelBtf.TryOpenLoaded(module.Id, null, out _, out BtfError error);
            using BtfObject fromKernel = KernelBtf.OpenLoaded(module.Id, kernel);
            using BtfObject fromFile = KernelBtf.OpenModule(module.Name, kernel);
            Assert.That((without, error.Code), Is.EqualTo((false, BtfErrorCode.BaseMismatch)));
            Assert.That(TextComparison.FirstDifference(DumpText.Raw(fromKernel), DumpText.Raw(fromFile)), Is.Null, module.Name);
        }
    }

    [Test]
    public void An_object_that_is_loaded_is_listed_and_opens_by_its_id_until_it_is_dropped()
    {
        LoadedBtf info;
        using (BtfHandle handle = new BtfLoader().Load(_sample))
        {
            info = handle.GetInfo();
            using BtfObject expected = BtfObject.FromMemory(_sample);
            using BtfObject loaded = KernelBtf.OpenLoaded(info.Id);
            Assert.That((info.Size, info.Name, info.IsKernel, info.IsModule), Is.EqualTo(((uint)_sample.Length, "", false, false)));
            Assert.That(KernelBtf.ListLoaded().Select(item => item.Id), Does.Contain(info.Id));
            Assert.That(TextComparison.FirstDifference(DumpText.Raw(loaded), DumpText.Raw(expected)), Is.Null);
        }

        Assert.That(() => WaitUntilGone(info.Id), Throws.TypeOf<IOException>().With.Message.Contains($"no BTF object with id {info.Id}"));
    }

    [Test]
    public void The_object_of_a_program_and_that_of_a_map_are_found()
    {
        byte[] data = Sample(out uint integer, out uint function);
        using BtfHandle btf = new BtfLoader().Load(data);
        using SafeFileHandle map = BpfCalls.CreateMap(btf, integer);
        using SafeFileHandle program = BpfCalls.LoadProgram(btf, function);

        Assert.That(KernelBtf.GetMapBtfId(BpfCalls.IdOf(map)), Is.EqualTo(btf.GetInfo().Id));
        Assert.That(KernelBtf.GetProgramBtfId(BpfCalls.IdOf(program)), Is.EqualTo(btf.GetInfo().Id));
        using BtfObject opened = KernelBtf.OpenLoaded(KernelBtf.GetProgramBtfId(BpfCalls.IdOf(program)));
        Assert.That(opened[function].Name == "main", Is.True);
    }

    [Test]
    public void A_program_and_a_map_without_btf_say_so()
    {
        using SafeFileHandle map = BpfCalls.CreateMap(null, 0);
        using SafeFileHandle program = BpfCalls.LoadProgram(null, 0);

        Assert.That(() => KernelBtf.GetMapBtfId(BpfCalls.IdOf(map)), Throws.TypeOf<IOException>().With.Message.Contains("without BTF"));
        Assert.That(() => KernelBtf.GetProgramBtfId(BpfCalls.IdOf(program)), Throws.TypeOf<IOException>().With.Message.Contains("without BTF"));
    }

    [Test]
    public void An_id_that_nothing_has_is_named()
    {
        const uint id = uint.MaxValue - 1;

        Assert.That(() => KernelBtf.OpenLoaded(id), Throws.TypeOf<IOException>().With.Message.Contains($"no BTF object with id {id}"));
        Assert.That(() => KernelBtf.GetMapBtfId(id), Throws.TypeOf<IOException>().With.Message.Contains($"no map with id {id}"));
        Assert.That(() => KernelBtf.GetProgramBtfId(id), Throws.TypeOf<IOException>().With.Message.Contains($"no program with id {id}"));
    }

    [Test]
    public void Without_privilege_each_call_says_which_capability_is_missing() => BpfCalls.WithoutCapabilities(() =>
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(KernelBtf.ListLoaded, Throws.TypeOf<UnauthorizedAccessException>().With.Message.Contains("CAP_SYS_ADMIN"));
            Assert.That(() => KernelBtf.OpenLoaded(1), Throws.TypeOf<UnauthorizedAccessException>().With.Message.Contains("CAP_SYS_ADMIN"));
            Assert.That(() => KernelBtf.GetProgramBtfId(1), Throws.TypeOf<UnauthorizedAccessException>().With.Message.Contains("CAP_SYS_ADMIN"));
            Assert.That(() => KernelBtf.GetMapBtfId(1), Throws.TypeOf<UnauthorizedAccessException>().With.Message.Contains("CAP_SYS_ADMIN"));
            Assert.That(KernelBtf.TryListLoaded(out _, out BtfError error), Is.False);
            Assert.That(error.Code, Is.EqualTo(BtfErrorCode.NotPermitted));
        }
    });

    [Test]
    public void Objects_that_go_away_while_they_are_listed_are_passed_over()
    {
        using CancellationTokenSource enough = new();
        Task loading = Task.Run(() =>
        {
            BtfLoader loader = new();
            while (!enough.IsCancellationRequested)
            {
                _ = loader.Check(_sample);
            }
        });
        uint kernel = Kernel().Id;
        for (int i = 0; i < 500; i++)
        {
            Assert.That(KernelBtf.ListLoaded().Any(item => item.Id == kernel), Is.True);
        }

        enough.Cancel();
        loading.Wait();
    }

    [Test]
    public void No_call_leaves_a_descriptor_open()
    {
        using BtfHandle btf = new BtfLoader().Load(Sample(out uint integer, out _));
        using SafeFileHandle map = BpfCalls.CreateMap(btf, integer);
        int before = Descriptors();
        BtfLoader loader = new();
        for (int i = 0; i < 100; i++)
        {
            _ = KernelBtf.ListLoaded();
            KernelBtf.OpenLoaded(KernelBtf.GetMapBtfId(BpfCalls.IdOf(map))).Dispose();
            _ = KernelBtf.TryOpenLoaded(uint.MaxValue - 1, null, out _, out _);
            _ = KernelBtf.TryGetMapBtfId(uint.MaxValue - 1, out _, out _);
            _ = loader.Check(_sample);
            _ = loader.Check(_sample.AsSpan(0, 40));
            loader.Load(_sample).Dispose();
        }

        Assert.That(Descriptors(), Is.EqualTo(before));
    }

    private static LoadedBtf Kernel() => KernelBtf.ListLoaded().Single(item => item.IsKernel && !item.IsModule);

    private static byte[] Sample(out uint integer, out uint function)
    {
        BtfBuilder builder = new();
        integer = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        function = builder.AddFunction("main", builder.AddFunctionPrototype(integer, ("context", builder.AddPointer(integer))), linkage: BtfFunctionLinkage.Static);
        return builder.ToArray();
    }

    /// <summary>Opens the object again and again: the kernel drops it some time after the last descriptor is closed.</summary>
    private static void WaitUntilGone(uint id)
    {
        DateTime end = DateTime.UtcNow + TimeSpan.FromSeconds(20);
        while (DateTime.UtcNow < end)
        {
            KernelBtf.OpenLoaded(id).Dispose();
        }
    }

    private static int Descriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Select(path => new FileInfo(path).LinkTarget ?? "")
        .Count(target => target is "anon_inode:btf" or "anon_inode:bpf-map" or "anon_inode:bpf-prog");
}

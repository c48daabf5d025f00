using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
public sealed class MappedFileTests
{
    private static readonly BtfOpenOptions _copying = new() { MemoryMode = BtfMemoryMode.Copy };
    private static readonly string[] _fixtures = ["kinds-el.btf", "kinds-eb.btf"];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCaseSource(nameof(_fixtures))]
    public void A_mapping_and_a_copy_give_the_same_answers(string fixture)
    {
        using BtfObject mapped = BtfObject.Open(Fixture.PathOf(fixture));
        using BtfObject copied = BtfObject.Open(Fixture.PathOf(fixture), _copying);
        using BtfObject borrowed = BtfObject.FromMemory(Fixture.Read(fixture));

        ulong expected = Walker.Everything(borrowed);
        Assert.That((Walker.Everything(mapped), Walker.Everything(copied)), Is.EqualTo((expected, expected)));
    }

    [Test]
    [Platform("Linux")]
    public void The_running_kernels_file_is_the_same_mapped_and_copied()
    {
        string path = Oracles.KernelBtf();
        using BtfObject mapped = BtfObject.Open(path);
        using BtfObject copied = BtfObject.Open(path, _copying);

        bool same = mapped.TypeCount == copied.TypeCount;
        for (uint id = 1; same && id < mapped.NextTypeId; id++)
        {
            same = mapped[id].SizeOrType == copied[id].SizeOrType && mapped[id].Kind == copied[id].Kind && mapped[id].Name == copied[id].Name;
        }

        Assert.That(same, Is.True);
    }

    [Test]
    public void A_copy_survives_the_files_truncation_and_deletion([Values] bool bigEndian)
    {
        string path = _folder.Write("btf", SampleBtf.EveryKindToMap(bigEndian));
        using BtfObject btf = BtfObject.Open(path, _copying);
        ulong expected = Walker.Everything(btf);

        File.WriteAllBytes(path, []);
        ulong truncated = Walker.Everything(btf);
        File.Delete(path);

        Assert.That((truncated, Walker.Everything(btf)), Is.EqualTo((expected, expected)));
    }

    [Test]
    [Platform("Linux")]
    public void A_mapped_file_may_be_deleted_while_it_is_open([Values] bool bigEndian)
    {
        string path = _folder.Write("btf", SampleBtf.EveryKindToMap(bigEndian));
        using BtfObject btf = BtfObject.Open(path);
        ulong expected = Walker.Everything(btf);

        File.Delete(path);

        Assert.That(Walker.Everything(btf), Is.EqualTo(expected));
    }

    [Test]
    [Platform("Linux")]
    public void Only_the_mapping_mode_maps_and_only_until_disposal()
    {
        string path = _folder.Write("btf", SampleBtf.EveryKindToMap());

        BtfObject mapped = BtfObject.Open(path);
        int whileOpen = ProcessMaps.CountOf(path);
        mapped.Dispose();
        int afterwards = ProcessMaps.CountOf(path);
        using BtfObject copied = BtfObject.Open(path, _copying);

        Assert.That((whileOpen, afterwards, ProcessMaps.CountOf(path)), Is.EqualTo((1, 0, 0)));
        GC.KeepAlive(mapped);
    }

    [Test]
    public void A_small_file_is_read_and_may_be_truncated_or_deleted_while_it_is_open([Values] bool bigEndian)
    {
        string path = _folder.Write("btf", SampleBtf.EveryKind(bigEndian).ToArray());
        using BtfObject btf = BtfObject.Open(path);
        ulong expected = Walker.Everything(btf);

        File.WriteAllBytes(path, []);
        ulong truncated = Walker.Everything(btf);
        File.Delete(path);

        Assert.That((truncated, Walker.Everything(btf)), Is.EqualTo((expected, expected)));
    }

    [Test]
    [Platform("Linux")]
    public void A_file_that_is_refused_does_not_stay_mapped([Values] BtfMemoryMode mode)
    {
        string path = _folder.Write("bad", new byte[5000]);

        Assert.That(() => BtfObject.Open(path, new BtfOpenOptions { MemoryMode = mode }), Throws.TypeOf<BtfFormatException>());
        Assert.That(ProcessMaps.CountOf(path), Is.Zero);
    }

    [Test]
    [Platform("Linux")]
    public void Opening_many_times_gives_everything_back([Values] BtfMemoryMode mode, [Values] bool dispose)
    {
        int cycles = LongRun.Rounds(100, 300);
        const int trailer = 1 << 20;
        string path = _folder.Write("large", new RawEnvelope { Trailer = new byte[trailer] }.Wrap(SampleBtf.EveryKind()));
        Cycle(path, mode, dispose, 5);
        ProcessMaps.Collect();
        long before = ProcessMaps.TotalBytes();

        Cycle(path, mode, dispose, cycles);
        ProcessMaps.Collect();

        Assert.That(ProcessMaps.CountOf(path), Is.Zero);
        Assert.That(ProcessMaps.TotalBytes() - before, Is.LessThan((long)cycles * trailer / 2));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Cycle(string path, BtfMemoryMode mode, bool dispose, int count)
    {
        BtfOpenOptions options = new() { MemoryMode = mode };
        for (int i = 0; i < count; i++)
        {
            BtfObject btf = BtfObject.Open(path, options);
            if (btf.TypeCount != 19)
            {
                throw new InvalidOperationException("The types are not the file's.");
            }

            if (dispose)
            {
                btf.Dispose();
            }
        }
    }
}

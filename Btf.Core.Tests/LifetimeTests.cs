using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
[Platform("Linux")]
public sealed class LifetimeTests
{
    private string _path;

    [SetUp]
    public void WriteFile()
    {
        _path = Path.GetTempFileName();
        File.WriteAllBytes(_path, SampleBtf.EveryKindToMap());
    }

    [TearDown]
    public void DeleteFile() => File.Delete(_path);

    [Test]
    public void A_view_keeps_an_object_that_nobody_disposed_readable([Values] BtfMemoryMode mode)
    {
        BtfType view = OpenAndDrop(mode);

        ProcessMaps.Collect();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Name == "pair", Is.True);
            Assert.That(view.AsComposite().Members[1].Name.ToString(), Is.EqualTo("low"));
            Assert.That(view.Object.FindTypes("either").Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public void A_name_keeps_the_callers_buffer_readable()
    {
        BtfString name = BorrowAndDrop();

        ProcessMaps.Collect();

        Assert.That(name.ToString(), Is.EqualTo("pair"));
    }

    [Test]
    public void An_object_that_is_dropped_is_unmapped_when_it_is_collected()
    {
        int mapped = OpenCountAndDrop();

        ProcessMaps.Collect();

        Assert.That((mapped, CountMappings()), Is.EqualTo((1, 0)));
    }

    [Test]
    public void A_disposed_object_lets_go_of_the_file_at_once()
    {
        using BtfObject btf = BtfObject.Open(_path);
        int before = CountMappings();
        btf.Dispose();

        Assert.That((before, CountMappings()), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Opening_and_dropping_many_objects_leaves_no_mapping_behind()
    {
        int before = File.ReadAllLines("/proc/self/maps").Length;
        OpenAndDropMany();

        ProcessMaps.Collect();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(CountMappings(), Is.Zero);
            Assert.That(File.ReadAllLines("/proc/self/maps"), Has.Length.LessThan(before + 200));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private BtfType OpenAndDrop(BtfMemoryMode mode) => BtfObject.Open(_path, new BtfOpenOptions { MemoryMode = mode })[4];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OpenAndDropMany()
    {
        for (int i = 0; i < 500; i++)
        {
            _ = OpenAndDrop(BtfMemoryMode.Map);
            _ = OpenAndDrop(BtfMemoryMode.Copy);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BtfString BorrowAndDrop() => SampleBtf.EveryKind().ToObject()[4].Name;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int OpenCountAndDrop()
    {
        BtfObject btf = BtfObject.Open(_path);
        int count = CountMappings();
        GC.KeepAlive(btf);
        return count;
    }

    private int CountMappings() => File.ReadLines("/proc/self/maps").Count(line => line.Contains(_path, StringComparison.Ordinal));
}

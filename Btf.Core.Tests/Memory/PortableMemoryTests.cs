using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
public sealed class PortableMemoryTests
{
    [Test]
    public void It_maps_a_file([Values] bool close)
    {
        byte[] data = Fixture.Read("kinds-el.btf");
        using SafeFileHandle file = File.OpenHandle(Fixture.PathOf("kinds-el.btf"));

        PortableMemory memory = PortableMemory.TryMap(file, 0, data.Length)!;
        if (close)
        {
            memory.Close();
        }

        Assert.That((memory.Length, memory.Span.SequenceEqual(data)), Is.EqualTo((data.Length, true)));
        GC.KeepAlive(memory);
    }

    [Test]
    public void A_file_that_refuses_to_be_mapped_is_no_error()
    {
        using TemporaryFolder folder = new();
        using SafeFileHandle file = File.OpenHandle(folder.Write("short", [1, 2, 3]), FileMode.Open, FileAccess.Write);

        Assert.That(PortableMemory.TryMap(file, 0, 3), Is.Null);
    }

    [Test]
    [Platform("Linux")]
    public void What_is_collected_is_not_mapped_any_more()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("btf", new byte[10_000]);
        Map(path);

        ProcessMaps.Collect();

        Assert.That(ProcessMaps.CountOf(path), Is.Zero);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Map(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        Assert.That(PortableMemory.TryMap(file, 0, 10_000)?.Length, Is.EqualTo(10_000));
        Assert.That(ProcessMaps.CountOf(path), Is.EqualTo(1));
    }
}

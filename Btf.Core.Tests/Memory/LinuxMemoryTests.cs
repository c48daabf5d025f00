using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class LinuxMemoryTests
{
    [Test]
    public void Closed_memory_reads_as_zeros_at_the_same_address([Values] BtfMemoryMode mode)
    {
        byte[] data = Fixture.Read("kinds-el.btf");
        using SafeFileHandle file = File.OpenHandle(Fixture.PathOf("kinds-el.btf"));
        BtfMemory memory = FileSource.Bring(file, 0, data.Length, mode);
        bool same = memory.Span.SequenceEqual(data);

        memory.Close();

        Assert.That((same, memory.Length, memory.Span.ContainsAnyExcept((byte)0)), Is.EqualTo((true, data.Length, false)));
        GC.KeepAlive(memory);
    }

    [TestCase(1 << 20, true)]
    [TestCase(1 << 30, false)]
    public void A_file_is_read_at_once_unless_it_is_too_large_for_BTF(int length, bool read)
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("sparse");
        using (FileStream stream = File.Create(path))
        {
            stream.SetLength(length);
        }

        using SafeFileHandle file = File.OpenHandle(path);
        LinuxMemory memory = LinuxMemory.TryMap(file, 0, length)!;

        Assert.That(ProcessMaps.ResidentKiB(path), Is.EqualTo(read ? length / 1024 : 0));
        GC.KeepAlive(memory);
    }

    [Test]
    public void A_file_that_refuses_to_be_mapped_is_no_error()
    {
        using TemporaryFolder folder = new();
        using SafeFileHandle file = File.OpenHandle(folder.Write("write-only", [1, 2, 3]), FileMode.Open, FileAccess.Write);

        Assert.That(LinuxMemory.TryMap(file, 0, 3), Is.Null);
    }

    [Test]
    public void A_file_that_ends_too_early_cannot_be_copied()
    {
        using TemporaryFolder folder = new();
        using SafeFileHandle file = File.OpenHandle(folder.Write("short", [1, 2, 3]));

        Assert.That(() => FileSource.Bring(file, 0, 4, BtfMemoryMode.Copy), Throws.TypeOf<EndOfStreamException>().With.Message.Contains("3 of 4 bytes"));
    }
}

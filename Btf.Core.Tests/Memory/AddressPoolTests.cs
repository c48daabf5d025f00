using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Addresses that a span may still point to are kept, and reused when very many wait.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class AddressPoolTests
{
    private const int OpensBetweenCollections = 1_000;

    private TemporaryFolder _folder = null!;
    private string _path = "";
    private string _other = "";

    [OneTimeSetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        _path = _folder.Write("mapped", WithName("the_name"));
        _other = _folder.Write("other", WithName("another_one"));
    }

    [OneTimeTearDown]
    public void Delete() => _folder?.Dispose();

    [Test]
    public void Opens_whose_spans_were_handed_out_use_up_neither_addresses_nor_mappings([Values] BtfMemoryMode mode)
    {
        int opens = LongRun.Rounds(2_000, 100_000);
        PutPlenty();
        try
        {
            // Later rounds reuse the addresses of the first round between two collections.
            OpenMany(3 * OpensBetweenCollections, mode);
            long addresses = ProcessMaps.TotalBytes();
            int mappings = ProcessMaps.Count();

            OpenMany(opens, mode);

            using (Assert.EnterMultipleScope())
            {
                Assert.That(ProcessMaps.TotalBytes() - addresses, Is.LessThan(opens / 8L * new FileInfo(_path).Length));
                Assert.That(ProcessMaps.Count() - mappings, Is.LessThan(200));
            }
        }
        finally
        {
            TakePlenty();
        }
    }

    [Test]
    public void A_span_that_outlives_its_object_stays_readable_when_another_object_takes_the_addresses()
    {
        PutPlenty();
        try
        {
            ReadOnlySpan<byte> name = NameOf(_path);
            ProcessMaps.Collect();
            List<BtfObject> open = [];
            int seen = 0;
            for (int i = 0; i < 500; i++)
            {
                open.Add(BtfObject.Open(_other));
                seen += name.SequenceEqual("the_name"u8) ? 0 : 1;
            }

            bool right = open.TrueForAll(btf => btf.TryFindType("another_one", BtfKind.Int, out _));
            open.ForEach(btf => btf.Dispose());

            Assert.That((right, seen), Is.EqualTo((true, 500)));
        }
        finally
        {
            TakePlenty();
        }
    }

    [Test]
    public void Ranges_are_split_and_joined_again()
    {
        const int page = 4096;
        const nint start = 1 << 20;
        AddressRanges ranges = new();
        for (int i = 0; i < 1000; i += 2)
        {
            ranges.Put(start + (i * page), page);
        }

        nint? tooLong = ranges.TryTake(2 * page);
        for (int i = 1; i < 1000; i += 2)
        {
            ranges.Put(start + (i * page), page);
        }

        nint? part = ranges.TryTake(10 * page);
        long rest = ranges.Length;
        ranges.Put(part!.Value, 10 * page);

        Assert.That((tooLong, part, rest, ranges.TryTake(1000 * page), ranges.Length), Is.EqualTo(((nint?)null, (nint?)start, 990L * page, (nint?)start, 0L)));
    }

    // The system sets no memory aside for them.
    private static void PutPlenty()
    {
        long plenty = AddressPool.PlentyLength;
        nint start = LinuxPages.Reserve(checked((nuint)plenty));
        Assert.That(start, Is.Not.Zero, "The process has no room for so many addresses.");
        AddressPool.Return(start, checked((nuint)plenty));
    }

    private static void TakePlenty()
    {
        const nuint part = 1 << 30;
        while (AddressPool.TryRent(part) is { } start)
        {
            LinuxPages.Unmap(start, part);
        }
    }

    private void OpenMany(int count, BtfMemoryMode mode)
    {
        BtfOpenOptions options = new() { MemoryMode = mode };
        for (int i = 0; i < count; i++)
        {
            string path = i % 2 == 0 ? _path : _other;
            using BtfObject btf = BtfObject.Open(path, options);
            if (!btf[1].Name.Utf8.SequenceEqual(i % 2 == 0 ? "the_name"u8 : "another_one"u8))
            {
                Assert.Fail($"Object {i} has the name {btf[1].Name}.");
            }

            if (i % OpensBetweenCollections == 0)
            {
                ProcessMaps.Collect();
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<byte> NameOf(string path)
    {
        BtfObject btf = BtfObject.Open(path);
        ReadOnlySpan<byte> name = btf[1].Name.Utf8;
        btf.Dispose();
        return name;
    }

    // Long enough that the file is mapped.
    private static byte[] WithName(string name)
    {
        BtfBuilder builder = new();
        builder.AddInt(name, 4);
        builder.AddString(new string('x', 70_000));
        return builder.ToArray();
    }
}

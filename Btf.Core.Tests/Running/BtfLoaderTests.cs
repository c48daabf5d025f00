using System.Runtime.Versioning;
using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
[NonParallelizable]
public sealed class BtfLoaderTests
{
    private static readonly string[] _families = ["verify", "matrix", "layout"];

    [SetUp]
    public void RequireTheKernel() => BpfCalls.Require();

    [Test]
    public void The_kernel_gives_the_verdicts_that_the_vectors_have_of_its_release([ValueSource(nameof(_families))] string family)
    {
        if (!File.ReadAllText("/proc/sys/kernel/osrelease").StartsWith("6.18.", StringComparison.Ordinal))
        {
            Assert.Ignore("The vectors are from another kernel.");
        }

        BtfLoader loader = new();
        int count = 0;
        List<string> wrong = [];
        foreach (BtfVector vector in Vectors.Read(family).Where(vector => vector.K618 is not null))
        {
            int errno = loader.Check(vector.Blob);
            string line = Encoding.Latin1.GetString(loader.LogUtf8).TrimEnd('\n').Split('\n')[^1];
            count++;
            if (errno != vector.K618!.Errno || (errno != 0 && line != (vector.K618.Log ?? "")))
            {
                wrong.Add($"{vector.Id}: {errno} '{line}', not {vector.K618.Errno} '{vector.K618.Log}'");
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(count, Is.Positive);
    }

    [Test]
    public void A_refusal_is_an_exception_with_the_error_number_and_the_log()
    {
        BtfLoadException refusal = Assert.Throws<BtfLoadException>(() => new BtfLoader().Load(ManyTypes(2, "no name of C")))!;

        Assert.That(refusal.Errno, Is.EqualTo(22));
        Assert.That(refusal.Log, Does.Contain("[2] TYPEDEF no name of C").And.Contain("Invalid name"));
        Assert.That(refusal.Message, Does.Contain("error 22").And.Contain("Invalid name"));
    }

    [Test]
    public void A_log_longer_than_the_buffer_is_read_whole()
    {
        byte[] data = ManyTypes(10_000);
        BtfLoader loader = new();

        Assert.That((loader.Check(data), loader.IsLogTruncated), Is.EqualTo((0, false)));
        Assert.That(loader.Log, Does.Contain("[1] INT").And.Contain("[10000] TYPEDEF"));
        Assert.That((loader.Check(data.AsSpan(0, 10)), loader.Log), Is.EqualTo((22, "btf_header not found")));
    }

    [Test]
    public void A_log_longer_than_the_limit_is_cut_off_and_does_not_hide_the_verdict()
    {
        byte[] good = ManyTypes(10_000);
        byte[] bad = ManyTypes(10_000, "no name of C");
        BtfLoader loader = new() { MaxLogLength = 4096 };

        int accepted = loader.Check(good);
        (bool, bool) logged = (loader.IsLogTruncated, loader.LogUtf8.Length is > 0 and <= 4096);
        int refused = loader.Check(bad);

        Assert.That((accepted, logged, refused, loader.IsLogTruncated), Is.EqualTo((0, (true, true), 22, true)));
    }

    [Test]
    public void Without_a_log_level_nothing_is_logged()
    {
        BtfLoader loader = new() { LogLevel = 0 };

        Assert.That((loader.Check(ManyTypes(10)), loader.Log), Is.EqualTo((0, "")));
        Assert.That((loader.Check(ManyTypes(10, "no name of C")), loader.Log), Is.EqualTo((22, "")));
    }

    [Test]
    public void Data_of_no_length_is_refused()
    {
        BtfLoader loader = new();

        Assert.That(loader.TryLoad(default, out BtfHandle? handle), Is.False);
        Assert.That((handle, loader.Errno), Is.EqualTo(((BtfHandle?)null, 22)));
    }

    [Test]
    public void A_verdict_allocates_nothing()
    {
        BtfLoader loader = new();
        byte[] good = ManyTypes(10);
        byte[] bad = ManyTypes(10, "no name of C");

        Assert.That(
            Allocations.Of(() =>
            {
                _ = loader.Check(good);
                _ = loader.Check(bad);
            }),
            Is.Zero);
    }

    [Test]
    public void Without_privilege_the_error_names_the_capability() => BpfCalls.WithoutCapabilities(() =>
    {
        BtfLoader loader = new();

        Assert.That(() => loader.Load(ManyTypes(1)), Throws.TypeOf<BtfLoadException>().With.Message.Contains("CAP_BPF"));
        Assert.That(loader.Errno, Is.EqualTo(1));
    });

    [Test]
    public void A_log_length_that_the_kernel_does_not_take_is_refused([Values(0, 127, 1 << 30)] int length) =>
        Assert.That(() => new BtfLoader { MaxLogLength = length }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void A_handle_that_is_disposed_says_so()
    {
        BtfHandle handle = new BtfLoader().Load(ManyTypes(1));
        handle.Dispose();

        Assert.That(handle.GetInfo, Throws.TypeOf<ObjectDisposedException>());
    }

    private static byte[] ManyTypes(int count, string lastName = "last")
    {
        BtfBuilder builder = new();
        for (int i = 1; i < count; i++)
        {
            builder.AddInt($"int{i}", 4);
        }

        // The kernel checks the names of typedefs, but not those of integers.
        _ = count == 1 ? builder.AddInt(lastName, 4) : builder.AddTypedef(lastName, 1);
        return builder.ToArray();
    }
}

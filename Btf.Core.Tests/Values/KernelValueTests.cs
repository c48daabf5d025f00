using System.Buffers;
using System.Text;
using System.Text.Json;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Values of every type of the running kernel: no byte outside the data is read, JSON is valid, and the byte order does not matter.</summary>
[TestFixture]
public sealed class KernelValueTests
{
    private const int Largest = 1 << 14;
    private static readonly BtfValueStyle[] _styles = Enum.GetValues<BtfValueStyle>();

    [Test]
    public void No_style_reads_past_the_data_of_any_type([ValueSource(nameof(_styles))] BtfValueStyle style)
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        using GuardedMemory memory = new(Largest);
        byte[] random = new byte[Largest];
        new Random(1).NextBytes(random);
        BtfValueOptions options = new() { Style = style, Zeroes = style != BtfValueStyle.Libbpf };
        DiscardingBuffer sink = new();
        int count = 0;
        foreach (BtfType type in kernel.Types)
        {
            if (!IsTried(type, style))
            {
                continue;
            }

            if (type.Kind is BtfKind.Ptr or BtfKind.Const or BtfKind.Func || !type.TryGetSizeInBytes(out uint size) || size > Largest)
            {
                continue;
            }

            count++;
            bool done = BtfValueWriter.TryWrite(type, memory.Place(random.AsSpan(0, (int)size)).Span, sink, out uint told, out BtfError error, options);
            Assert.That((done, told), Is.EqualTo((true, size)), () => $"[{type.Id}] {type}: {error}");

            // Truncated data is an error, unless only padding is missing. Zeros make the zero check read far.
            if (size > 1)
            {
                done = BtfValueWriter.TryWrite(type, memory.Place(random.AsSpan(0, (int)size / 2)).Span, sink, out _, out error, options);
                Assert.That((done, error.Code), Is.AnyOf((true, BtfErrorCode.None), (false, BtfErrorCode.ValueTruncated)), () => $"[{type.Id}] {type}: {error}");
                done = BtfValueWriter.TryWrite(type, memory.Place(new byte[size - 1]).Span, sink, out _, out error, options);
                Assert.That((done, error.Code), Is.AnyOf((true, BtfErrorCode.None), (false, BtfErrorCode.ValueTruncated)), () => $"[{type.Id}] {type}: {error}");
            }
        }

        Assert.That(count, Is.GreaterThan(1000));
    }

    [Test]
    public void The_JSON_of_random_bytes_of_every_composite_parses()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        byte[] random = new byte[Largest];
        new Random(2).NextBytes(random);
        ArrayBufferWriter<byte> text = new();
        foreach (BtfType type in kernel.Types)
        {
            if (type.Kind is BtfKind.Struct or BtfKind.Union && type.SizeInBytes <= Largest)
            {
                text.ResetWrittenCount();
                _ = BtfValueWriter.Write(type, random, text, new BtfValueOptions { Style = BtfValueStyle.Json });
                Utf8JsonReader reader = new(text.WrittenSpan);
                while (reader.Read())
                {
                }
            }
        }
    }

    [Test]
    public void A_value_in_the_other_byte_order_has_the_same_text([ValueSource(nameof(_styles))] BtfValueStyle style)
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        using BtfRewrite rewrite = kernel.ChangeByteOrder(BtfByteOrder.BigEndian);
        byte[] random = new byte[Largest];
        new Random(3).NextBytes(random);
        BtfValueOptions options = new() { Style = style };
        ArrayBufferWriter<byte> text = new();
        ArrayBufferWriter<byte> swappedText = new();
        int count = 0;
        foreach (BtfType type in kernel.Types)
        {
            // If two members share bytes, swapping one would break the other.
            if (!IsTried(type, style) || type.Kind != BtfKind.Struct || type.SizeInBytes > Largest || !ValueSwapper.CanSwap(type))
            {
                continue;
            }

            count++;
            text.ResetWrittenCount();
            swappedText.ResetWrittenCount();
            byte[] swapped = ValueSwapper.Swap(type, random.AsSpan(0, (int)type.SizeInBytes));
            _ = BtfValueWriter.Write(type, random, text, options);
            _ = BtfValueWriter.Write(rewrite.Result[type.Id], swapped, swappedText, options);
            Assert.That(swappedText.WrittenSpan.SequenceEqual(text.WrittenSpan), () =>
                $"[{type.Id}] {type}: {TextComparison.FirstDifference(swappedText.WrittenSpan.ToArray(), text.WrittenSpan.ToArray())}");
        }

        Assert.That(count, Is.GreaterThan(400));
    }

    // Each style has a fifth of the types to itself.
    private static bool IsTried(BtfType type, BtfValueStyle style) => LongRun.IsAsked || type.Id % (uint)_styles.Length == (uint)Array.IndexOf(_styles, style);
}

using System.Buffers;
using System.Text;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class ValueWriterTests
{
    [TestCase("0000003c", "0.007812")]
    [TestCase("000000bc", "-0.007812")]
    [TestCase("0000c03c", "0.023438")]
    [TestCase("ffff7f7f", "340282346638528859811704183484516925440.000000")]
    [TestCase("0000807f", "inf")]
    [TestCase("0000c0ff", "-nan")]
    [TestCase("00000080", "-0.000000")]
    public void Floats_are_rounded_half_to_even_as_C_does(string bytes, string expected)
    {
        BtfBuilder builder = new();
        uint type = builder.AddFloat("float", 4);

        Assert.That(Write(builder, type, bytes), Is.EqualTo($"(float){expected}"));
    }

    [TestCase("0000000000000080ff3f0000000000ff", "1.000000")]
    [TestCase("000000000000008000c00000000000ff", "-2.000000")]
    [TestCase("0000000000000080ff7f000000000000", "inf")]
    public void A_long_double_is_that_of_x86(string bytes, string expected)
    {
        BtfBuilder builder = new();
        uint type = builder.AddFloat("long double", 16);

        Assert.That(Write(builder, type, bytes), Is.EqualTo($"(long double){expected}"));
    }

    [Test]
    public void An_initialiser_names_members_flattens_anonymous_ones_and_takes_one_of_a_unions()
    {
        BtfBuilder builder = Sample(out uint type);

        string text = Write(builder, type, "07000000" + "6869000000000000" + "0100000002000000" + "05000000" + "ffffffff", new() { Style = BtfValueStyle.C });

        Assert.That(text, Is.EqualTo("(struct event){\n\t.pid = 7,\n\t.comm = \"hi\",\n\t.v = { 1, 2 },\n\t.large = 5,\n\t.state = -1,\n}"));
    }

    [Test]
    public void JSON_has_all_members_and_strings_for_text_and_enumerators()
    {
        BtfBuilder builder = Sample(out uint type);

        string text = Write(builder, type, "07000000" + "6869000000000000" + "0100000000000000" + "05000000" + "01000000", new() { Style = BtfValueStyle.Json });

        Assert.That(text, Is.EqualTo("{\"pid\":7,\"comm\":\"hi\",\"v\":[1,0],\"\":{\"large\":5,\"small\":5},\"state\":\"ON\"}"));
    }

    [Test]
    public void A_table_has_a_line_for_each_number()
    {
        BtfBuilder builder = Sample(out uint type);

        string text = Write(builder, type, "07000000" + "6869000000000000" + "0100000000000000" + "05000000" + "01000000", new() { Style = BtfValueStyle.Table });

        string[][] lines = [.. text.TrimEnd('\n').Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.That(string.Join('\n', lines.Select(line => string.Join(' ', line))), Is.EqualTo(
            "0 4 pid 7 int\n4 8 comm \"hi\" char[8]\n12 4 v[0] 1 int\n20 4 large 5 int\n20 1 small 5 char\n24 4 state ON enum state"));
    }

    [Test]
    public void Truncated_data_is_an_error_after_what_could_be_shown()
    {
        BtfBuilder builder = Sample(out uint type);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        ArrayBufferWriter<byte> text = new();

        bool done = BtfValueWriter.TryWrite(btf[type], Convert.FromHexString("0700000068"), text, out uint size, out BtfError error);

        Assert.That((done, size, error.Code), Is.EqualTo((false, 28u, BtfErrorCode.ValueTruncated)));
        Assert.That(error.Message, Does.Contain("has 5 bytes"));
        Assert.That(Encoding.UTF8.GetString(text.WrittenSpan), Does.StartWith("(struct event){\n\t.pid = (int)7,\n\t.comm = (char[8])[\n\t\t'h',\n"));
    }

    [Test]
    public void A_type_without_a_size_is_an_error()
    {
        BtfBuilder builder = new();
        uint type = builder.AddFunctionPrototype(0);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        foreach (BtfType none in (BtfType[])[btf[0], btf[type]])
        {
            Assert.That(BtfValueWriter.TryWrite(none, new byte[8], new DiscardingBuffer(), out uint size, out BtfError error), Is.False);
            Assert.That((size, error.Code), Is.EqualTo((0u, BtfErrorCode.UnexpectedKind)));
            Assert.That(error.Message, Does.Contain("has no size"));
        }
    }

    [Test]
    public void A_structure_in_itself_is_an_error_and_not_an_overflow([Values] BtfValueStyle style, [Values] bool zeroes)
    {
        BtfBuilder builder = new();
        uint self = builder.AddStruct("self", 8, ("a", 1u, 0), ("b", 1u, 0));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        bool done = BtfValueWriter.TryWrite(btf[self], new byte[8], new DiscardingBuffer(), out _, out BtfError error, new() { Style = style, Zeroes = zeroes });

        Assert.That(done || error.Code is BtfErrorCode.ReferenceLoop or BtfErrorCode.TextTooLarge, error.ToString());
    }

    [Test]
    public void Structures_that_double_at_each_step_end([Values] BtfValueStyle style)
    {
        BtfBuilder builder = new();
        uint type = builder.AddStruct("empty", 0);
        for (int i = 0; i < 64; i++)
        {
            type = builder.AddStruct($"s{i}", 0, ("a", type, 0), ("b", type, 0));
        }

        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        bool done = BtfValueWriter.TryWrite(btf[type], default, new DiscardingBuffer(), out _, out BtfError error, new() { Style = style, Zeroes = true });

        Assert.That((done, error.Code), Is.EqualTo((false, BtfErrorCode.TextTooLarge)));
    }

    [Test]
    public void An_array_of_billions_of_empty_structures_ends([Values] BtfValueStyle style)
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint type = builder.AddArray(builder.AddStruct("empty", 0), number, 0x8000_0000);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        bool done = BtfValueWriter.TryWrite(btf[type], default, new DiscardingBuffer(), out _, out BtfError error, new() { Style = style, Zeroes = true });

        Assert.That((done, error.Code), Is.EqualTo((false, BtfErrorCode.TextTooLarge)));
    }

    [Test]
    public void An_array_of_billions_of_numbers_ends_with_the_data()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 1, BtfIntEncoding.Signed);
        uint type = builder.AddArray(number, number, uint.MaxValue);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        bool done = BtfValueWriter.TryWrite(btf[type], new byte[] { 1, 2, 3 }, new DiscardingBuffer(), out _, out BtfError error, new() { Zeroes = true });

        Assert.That((done, error.Code), Is.EqualTo((false, BtfErrorCode.ValueTruncated)));
    }

    [NonParallelizable]
    [Test]
    public void Writing_a_task_allocates_nothing([Values] BtfValueStyle style)
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        BtfType task = kernel.FindType("task_struct", BtfKind.Struct);
        byte[] data = new byte[task.SizeInBytes];
        new Random(4).NextBytes(data);
        BtfValueOptions options = new() { Style = style };
        DiscardingBuffer sink = new();

        Assert.That(Allocations.Of(() => BtfValueWriter.Write(task, data, sink, options)), Is.Zero);
    }

    private static BtfBuilder Sample(out uint type)
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint character = builder.AddInt("char", 1, BtfIntEncoding.Signed);
        uint state = builder.AddEnum("state", 4, isSigned: true, ("OFF", 0), ("ON", 1));
        uint arms = builder.AddUnion("", 4, ("large", number, 0), ("small", character, 0));
        type = builder.AddStruct(
            "event", 28, ("pid", number, 0), ("comm", builder.AddArray(character, number, 8), 32), ("v", builder.AddArray(number, number, 2), 96), ("", arms, 160), ("state", state, 192));
        return builder;
    }

    private static string Write(BtfBuilder builder, uint type, string bytes, BtfValueOptions? options = null)
    {
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        ArrayBufferWriter<byte> text = new();
        _ = BtfValueWriter.Write(btf[type], Convert.FromHexString(bytes), text, options);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}

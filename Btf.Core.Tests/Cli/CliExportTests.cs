using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Types for other programs: Volatility's symbols, and headers that compile alone.</summary>
[TestFixture]
public sealed class CliExportTests
{
    [TestCase("SAMPLE")]
    [TestCase("RICH")]
    public void What_Volatility_reads_is_whole(string file)
    {
        using OptionFiles files = new();
        string path = file == "SAMPLE" ? BtfTool.Sample : files.Words(file)[0];

        using JsonDocument document = JsonDocument.Parse(BtfTool.Ask("dump", path, "--format", "isf", "--symbols", files.Words("SYMBOLS")[0]).StandardOutput);

        JsonElement root = document.RootElement;
        Assert.That(root.GetProperty("metadata").GetProperty("format").GetString(), Is.EqualTo("6.2.0"));
        Assert.That(root.GetProperty("symbols").GetProperty("_text").GetProperty("address").GetUInt64(), Is.EqualTo(0xffffffff81000000));
        List<string> wrong = [];
        foreach (JsonProperty type in root.GetProperty("user_types").EnumerateObject())
        {
            Assert.That(type.Value.GetProperty("kind").GetString(), Is.AnyOf("struct", "union"));
            foreach (JsonProperty field in type.Value.GetProperty("fields").EnumerateObject())
            {
                CheckType(root, field.Value.GetProperty("type"), $"{type.Name}.{field.Name}", wrong);
                if (field.Value.GetProperty("offset").GetUInt64() > type.Value.GetProperty("size").GetUInt64())
                {
                    wrong.Add($"{type.Name}.{field.Name} lies behind the end");
                }
            }
        }

        foreach (JsonProperty item in root.GetProperty("enums").EnumerateObject())
        {
            if (!root.GetProperty("base_types").TryGetProperty(item.Value.GetProperty("base").GetString()!, out _))
            {
                wrong.Add($"{item.Name}: no base {item.Value.GetProperty("base")}");
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(root.GetProperty("user_types").GetProperty(file == "RICH" ? "s" : "list_head").GetProperty("size").GetInt32(), Is.EqualTo(file == "RICH" ? 40 : 16));
    }

    [Test]
    public void A_variable_of_the_data_gives_its_symbol_a_type()
    {
        using OptionFiles files = new();

        using JsonDocument document = JsonDocument.Parse(BtfTool.Ask([.. files.Words("dump RICH --format isf --symbols SYMBOLS")]).StandardOutput);

        Assert.That(document.RootElement.GetProperty("symbols").GetProperty("sv").GetProperty("type").GetProperty("name").GetString(), Is.EqualTo("int"));
    }

    [Test]
    public void Names_that_become_the_same_text_are_one_type()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4);
        ReadOnlySpan<byte> odd = [(byte)'a', 0xFF];
        ReadOnlySpan<byte> other = [(byte)'a', 0xFE];
        builder.AddStruct(builder.AddName(odd), 4, ("first", number, 0));
        builder.AddStruct(builder.AddName(other), 4, ("second", number, 0));
        builder.AddStruct("a\uFFFD", 4, ("third", number, 0));
        using OptionFiles files = new();
        using TemporaryFolder folder = new();

        ProcessResult result = BtfTool.Ask("dump", folder.Write("odd.btf", builder.ToArray()), "--format", "isf", "--symbols", files.Words("SYMBOLS")[0]);

        using JsonDocument document = JsonDocument.Parse(result.StandardOutput);
        Assert.That(document.RootElement.GetProperty("user_types").EnumerateObject().Select(type => type.Name), Is.EqualTo(["a\uFFFD"]));
        Assert.That(result.Text, Does.Contain("first").And.Not.Contain("second").And.Not.Contain("third"));
    }

    [Test]
    public void A_bit_field_of_a_type_of_2_to_the_32_bits_is_exported()
    {
        BtfBuilder builder = new();
        uint huge = builder.AddRaw(builder.AddString("huge"), RawBtf.Info(BtfKind.Int), 1u << 29, 32);
        builder.AddStruct("s", 8, ("bits", huge, 3, 7));
        using OptionFiles files = new();
        using TemporaryFolder folder = new();

        ProcessResult result = BtfTool.Ask("dump", folder.Write("huge.btf", builder.ToRawArray()), "--format", "isf", "--symbols", files.Words("SYMBOLS")[0]);

        using JsonDocument document = JsonDocument.Parse(result.StandardOutput);
        JsonElement field = document.RootElement.GetProperty("user_types").GetProperty("s").GetProperty("fields").GetProperty("bits");
        Assert.That(field.GetProperty("type").GetProperty("bit_position").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public void Symbols_keep_their_order_and_addresses_and_the_first_of_a_name_counts()
    {
        // More than one chunk of memory, in any order, with names shorter and longer than a chunk.
        Random random = new(1);
        List<(string Name, ulong Address)> symbols = [("first", ulong.MaxValue), ("zero", 0), (new string('x', 200_000), 1), ("last", ulong.MaxValue)];
        symbols.AddRange(Enumerable.Range(0, 30_000).Select(i => ($"symbol_{i}", (ulong)random.NextInt64(long.MinValue, long.MaxValue))));
        using TemporaryFolder folder = new();
        string map = folder.Write("System.map", System.Text.Encoding.UTF8.GetBytes(
            string.Concat(symbols.Concat(symbols.Take(100).Select(symbol => (symbol.Name, symbol.Address + 1))).Select(symbol => $"{symbol.Item2:x16} T {symbol.Name}\n"))));

        using JsonDocument document = JsonDocument.Parse(BtfTool.Ask("dump", BtfTool.Sample, "--format", "isf", "--symbols", map).StandardOutput);

        Assert.That(
            document.RootElement.GetProperty("symbols").EnumerateObject().Select(symbol => (symbol.Name, symbol.Value.GetProperty("address").GetUInt64())),
            Is.EqualTo(symbols));
    }

    [TestCase("not a map\n", "line 1 is no symbol")]
    [TestCase("0 T a\n0 T b\n", "all addresses are 0")]
    public void Symbols_that_are_none_are_3(string text, string expected)
    {
        using TemporaryFolder folder = new();
        string symbols = folder.Write("System.map", System.Text.Encoding.UTF8.GetBytes(text));

        ProcessResult result = BtfTool.Ask("dump", BtfTool.Sample, "--format", "isf", "--symbols", symbols);

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((3, "")));
        Assert.That(result.StandardError, Does.Contain(expected));
    }

    [TestCase("gcc", "--standalone")]
    [TestCase("clang", "--standalone")]
    public void A_standalone_header_compiles_alone(string compiler, string option)
    {
        using TemporaryFolder folder = new();
        string header = folder.PathOf("types.h");

        ProcessResult dumped = BtfTool.Ask("dump", BtfTool.Sample, "--format", "c", option, "-o", header);
        ProcessResult compiled = ProcessRunner.Run(Oracles.Program(compiler), "-std=gnu11", "-Wall", "-Werror", "-fsyntax-only", "-x", "c", header);

        Assert.That((dumped.ExitCode, compiled.ExitCode, compiled.StandardError), Is.EqualTo((0, 0, "")));
    }

    [Test]
    public void A_header_for_an_object_has_what_it_uses_and_what_that_needs()
    {
        using OptionFiles files = new();
        string text = BtfTool.Ask([.. files.Words("dump KERNEL --format c --standalone --for PROG")]).Text;
        ProcessResult none = BtfTool.Ask([.. files.Words("dump MANY --format c --for PROG")]);

        Assert.That(text, Does.Contain("struct task_struct {").And.StartWith("/* Types for compilers and tools that know no BPF. */\n#define BPF_NO_PRESERVE_ACCESS_INDEX\n"));
        Assert.That((none.ExitCode, none.Text), Is.EqualTo((1, "")));
    }

    /// <summary>Checks that what a type names is described.</summary>
    private static void CheckType(JsonElement root, JsonElement type, string place, List<string> wrong)
    {
        for (JsonElement at = type; ;)
        {
            string kind = at.GetProperty("kind").GetString()!;
            string? table = kind switch { "base" => "base_types", "enum" => "enums", "struct" or "union" => "user_types", _ => null };
            if (table is not null && !root.GetProperty(table).TryGetProperty(at.GetProperty("name").GetString()!, out _))
            {
                wrong.Add($"{place}: no {kind} {at.GetProperty("name")}");
            }

            if (kind is "pointer" or "array")
            {
                at = at.GetProperty("subtype");
            }
            else if (kind == "bitfield")
            {
                Assert.That(at.GetProperty("bit_length").GetInt32(), Is.GreaterThan(0), place);
                at = at.GetProperty("type");
            }
            else
            {
                Assert.That(table ?? kind, Is.AnyOf("base_types", "enums", "user_types", "function"), place);
                return;
            }
        }
    }
}

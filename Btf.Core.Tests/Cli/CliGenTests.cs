using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary><c>btf gen csharp</c> and <c>btf offsets</c>: their output compiles and agrees with the types.</summary>
[TestFixture]
public sealed class CliGenTests
{
    [TestCase("task_struct")]
    [TestCase("sk_buff|list_head|--namespace|Tracer")]
    [TestCase("task_struct|sk_buff|--fixed")]
    [TestCase("task_struct|--fixed|--namespace|Tracer.Types")]
    public void What_is_written_compiles_with_the_generator(string arguments)
    {
        ProcessResult result = BtfTool.Ask(["gen", "csharp", .. arguments.Split('|'), "--sample"]);
        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Assert.That(GeneratedCode.Load(result.Text).GetTypes(), Is.Not.Empty);
    }

    [Test]
    public void Names_that_mean_something_in_CSharp_compile([Values] bool isFixed, [Values("", "Btf.Tracer")] string space)
    {
        string[] names =
        [
            "btf", "system", "int128", "u_int128", "object", "string", "type", "attribute", "enum", "array", "read_only_span", "span", "struct_layout", "layout_kind",
            "field_offset", "inline_array", "btf_struct", "btf_field", "core", "values", "btf_object", "runtime", "global", "class", "event", "record", "var", "new",
            "required", "scoped", "file", "nint", "dynamic", "partial", "field", "tracer", "_", "__", "_1", "equals", "to_string", "to_string2", "get_type", "bind", "has",
            "size_in_bytes", "bound_layout", "btf_layout", "throw_not_bound", "btf_size", "btf_required_length", "btf_data", "foo_bar", "fooBar", "FooBar", "foo__bar",
            "element", "_element", "value__", "x_buffer", "XBuffer", "x",
        ];
        using TemporaryFolder folder = new();
        string file = folder.Write("names.btf", StructuresNamed(names));

        string[] @namespace = space.Length > 0 ? ["--namespace", space] : [];
        ProcessResult result = BtfTool.Ask(["gen", "csharp", .. names, file, .. isFixed ? (string[])["--fixed"] : [], .. @namespace]);

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Assert.That(GeneratedCode.Load(result.Text).GetTypes(), Has.Length.GreaterThan(names.Length));
    }

    [Test]
    public void The_buffer_of_an_array_hides_no_type_of_its_name([Values] bool comesFirst)
    {
        var builder = new BtfBuilder();
        uint letter = builder.AddInt("char", 1, BtfIntEncoding.Signed);
        uint buffer = builder.AddStruct("x_buffer", 8, ("a", letter, 0));
        uint array = builder.AddArray(letter, letter, 4);
        builder.AddStruct("user", 16, comesFirst ? [("y", buffer, 0), ("x", array, 64)] : [("x", array, 0), ("y", buffer, 64)]);
        using TemporaryFolder folder = new();

        ProcessResult result = BtfTool.Ask("gen", "csharp", "user", folder.Write("buffer.btf", builder.ToArray()), "--fixed");

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Type type = GeneratedCode.Load(result.Text).GetType("User", throwOnError: true)!.GetField("Y")!.FieldType;
        Assert.That(type.DeclaringType, Is.Null);
        Assert.That(type.GetField("A"), Is.Not.Null);
    }

    /// <summary>Makes structures of the names given, each with members and values of all of these names.</summary>
    private static byte[] StructuresNamed(string[] names)
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint[] types =
        [
            number,
            builder.AddArray(builder.AddInt("char", 1, BtfIntEncoding.Signed), number, 4),
            builder.AddInt("__int128", 16, BtfIntEncoding.Signed),
            builder.AddEnum("choices", 4, false, [.. names.Select((name, i) => new BtfBuilderValue(name, i))]),
            builder.AddArray(number, number, 2),
        ];
        foreach (string name in names)
        {
            IEnumerable<BtfBuilderMember> numbers = names.Select((member, i) => new BtfBuilderMember(member, types[i % types.Length], (uint)i * 128));
            BtfBuilderMember bits = new($"{name}_bits", number, (uint)names.Length * 128, 3);
            builder.AddStruct(name, (uint)(names.Length + 1) * 16, true, [.. numbers, bits]);
        }

        return builder.ToArray();
    }

    [Test]
    public void Offsets_of_several_files_are_one_table()
    {
        string[] arguments = ["offsets", BtfTool.Sample, BtfTool.Sample, "--fields", "task_struct.se.vruntime,task_struct.nothing|comm,sk_buff.nohdr,sk_buff.never"];
        ProcessResult json = BtfTool.Ask([.. arguments, "--format", "json"]);
        JsonElement fields = JsonDocument.Parse(json.Text).RootElement[1].GetProperty("fields");

        Assert.That(json.ExitCode, Is.EqualTo(1), json.StandardError);
        Assert.That(json.StandardError, Does.Contain("'sk_buff.never'"));
        Assert.That(fields.GetProperty("task_struct.se.vruntime").GetProperty("offset").GetInt32(), Is.EqualTo(8));
        Assert.That(fields.GetProperty("task_struct.nothing|comm").GetProperty("offset").GetInt32(), Is.EqualTo(44));
        Assert.That(fields.GetProperty("sk_buff.nohdr").GetProperty("width").GetInt32(), Is.EqualTo(1));
        Assert.That(fields.GetProperty("sk_buff.never").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(BtfTool.Ask([.. arguments, "--format", "c"]).Text, Does.Contain(".task_struct_se_vruntime = { 8, 8, 0, 0, 0 },").And.Contain(".sk_buff_never = { -1, 0, 0, 0, 0 },"));
        Assert.That(BtfTool.Ask([.. arguments, "--format", "csharp"]).Text, Does.Contain("public const int TaskStructSeVruntime = 0;").And.Contain("new(8, 8, 0, 0, false),"));
    }
}

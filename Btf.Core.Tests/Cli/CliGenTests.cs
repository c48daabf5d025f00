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

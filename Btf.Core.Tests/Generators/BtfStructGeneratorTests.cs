using Btf.Core.Values;
using Btf.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfStructGeneratorTests
{
    private const string Valid = "[BtfStruct(\"task_struct\")] public readonly ref partial struct T { [BtfField(\"pid\")] public partial int Pid { get; } }";

    private static readonly string[] _kernels =
        ["kernels/amd64-5.10.0-32/vmlinux.btf", "kernels/vm-6.18.44/vmlinux.btf", "kernels/amd64-7.3.4+deb13/vmlinux.btf"];

    [Test]
    public void One_program_reads_the_tasks_of_three_kernels([ValueSource(nameof(_kernels))] string path)
    {
        using BtfObject kernel = BtfObject.FromMemory(Corpus.ReadBtf(path));
        TaskFields.Bind(kernel);
        byte[] bytes = new byte[TaskFields.SizeInBytes];
        new Random(6).NextBytes(bytes);
        BtfValue expected = new(kernel.FindType("task_struct", BtfKind.Struct), bytes);
        "sshd\0"u8.CopyTo(bytes.AsSpan((int)kernel.ResolvePath("task_struct.comm").ByteOffset));
        TaskFields task = new(bytes);

        Assert.That(task.Pid, Is.EqualTo(expected["pid"].ReadInt64()));
        Assert.That(task.State, Is.EqualTo((expected.TryGetMember("__state", out BtfValue state) ? state : expected["state"]).ReadUInt64()));
        Assert.That(task.Comm.SequenceEqual(expected["comm"].Bytes.Span), Is.True);
        Assert.That(task.Name, Is.EqualTo("sshd"));
        Assert.That(task.Vruntime, Is.EqualTo(expected["se"]["vruntime"].ReadUInt64()));
        Assert.That((task.Missing, TaskFields.Has.Missing), Is.EqualTo(((long?)null, false)));
    }

    [Test]
    public void One_error_lists_every_field_that_is_missing()
    {
        BtfBuilder builder = new();
        builder.AddStruct("task_struct", 4, ("pid", builder.AddInt("int", 4, BtfIntEncoding.Signed), 0));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        BtfBindException error = Assert.Throws<BtfBindException>(() => TaskFields.Bind(btf))!;

        Assert.That(error.Missing, Has.Count.EqualTo(5));
        Assert.That(error.Message, Does.Contain("__state|state").And.Contain("comm").And.Contain("se.vruntime").And.Contain("mm->pgd").And.Not.Contain("no_such_member"));
    }

    [Test]
    public void Valid_declarations_compile()
    {
        CSharpCompilation compilation = Compile(Valid + " namespace N { partial class C { [BtfStruct(\"a\")] partial struct In { [BtfField(\"b\")] public partial uint @lock { get; } } } }");
        CSharpGeneratorDriver.Create(new BtfStructGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out Compilation result, out var diagnostics);

        Assert.That(diagnostics, Is.Empty);
        Assert.That(result.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning), Is.Empty);
    }

    [TestCase("BTF001", "T", "[BtfStruct(\"a\")] struct T { }")]
    [TestCase("BTF002", "T", "[BtfStruct(\"a\")] partial struct T<U> { }")]
    [TestCase("BTF003", "T", "[BtfStruct(\"\")] partial struct T { }")]
    [TestCase("BTF004", "P", "[BtfStruct(\"a\")] partial struct T { [BtfField(\"b\")] public int P => 1; }")]
    [TestCase("BTF005", "P", "[BtfStruct(\"a\")] partial struct T { [BtfField(\"b\")] public partial object P { get; } }")]
    [TestCase("BTF006", "P", "[BtfStruct(\"a\")] partial struct T { [BtfField(\"b\", Optional = true)] public partial int P { get; } }")]
    [TestCase("BTF007", "P", "[BtfStruct(\"a\")] partial struct T { [BtfField(\"b->c\")] public partial int P { get; } }")]
    [TestCase("BTF008", "P", "partial struct T { [BtfField(\"b\")] public int P => 1; }")]
    public void What_cannot_be_generated_is_said_at_its_place(string id, string place, string source)
    {
        CSharpGeneratorDriver.Create(new BtfStructGenerator()).RunGeneratorsAndUpdateCompilation(Compile(source), out _, out var diagnostics);

        Diagnostic found = diagnostics.Single();
        Assert.That((found.Id, found.Location.SourceTree is null ? source : ""), Is.EqualTo((id, source)));
        Assert.That(Text(source).Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length), Is.EqualTo(place));
    }

    [Test]
    public void An_edit_elsewhere_writes_nothing_anew()
    {
        CSharpCompilation compilation = Compile(Valid);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new BtfStructGenerator().AsSourceGenerator()], driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other { }")));

        Assert.That(
            driver.GetRunResult().Results[0].TrackedSteps[BtfStructGenerator.ModelStep].SelectMany(step => step.Outputs).Select(output => output.Reason),
            Is.All.AnyOf(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged));
    }

    private static string Text(string source) => $"using System; using Btf.Core.Values; {source}";

    private static CSharpCompilation Compile(string source) => GeneratedCode.Compile(Text(source));
}

using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Btf.Core.Extensions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Commands on programs, maps and objects that the running kernel has loaded, in place of a FILE.</summary>
[TestFixture]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class CliLoadedTests
{
    private BtfHandle _btf;
    private SafeFileHandle _map;
    private SafeFileHandle _program;
    private TemporaryFolder _folder;
    private string _data;
    private uint _function;

    [OneTimeSetUp]
    public void Load()
    {
        BpfCalls.Require();
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint value = builder.AddStruct("loaded_value", 8, ("first", number, 0), ("second", number, 32));
        _function = builder.AddFunction("loaded_function", builder.AddFunctionPrototype(number, ("ctx", builder.AddPointer(value))));
        _btf = new BtfLoader().Load(builder.ToArray());
        _map = BpfCalls.CreateMap(_btf, (number, [5, 0, 0, 0]), (value, [1, 0, 0, 0, 2, 0, 0, 0]));
        _program = BpfCalls.LoadProgram(_btf, _function);
        _folder = new TemporaryFolder();
        _data = _folder.Write("data", [3, 0, 0, 0, 4, 0, 0, 0]);
    }

    [OneTimeTearDown]
    public void Unload()
    {
        _program?.Dispose();
        _map?.Dispose();
        _btf?.Dispose();
        _folder?.Dispose();
    }

    [TestCase("show loaded_value OPTION", "struct loaded_value {")]
    [TestCase("find loaded_* OPTION", "loaded_function")]
    [TestCase("path loaded_value.second OPTION", "byte 4, 4 bytes, int")]
    [TestCase("stat OPTION", "types")]
    [TestCase("draw loaded_value OPTION", "struct loaded_value: 8 bytes")]
    [TestCase("gen csharp loaded_value OPTION", "LoadedValue")]
    [TestCase("print loaded_value DATA OPTION", ".second = (int)4")]
    [TestCase("sort OPTION -o OUT", "OUT")]
    [TestCase("strip --functions OPTION -o OUT", "OUT")]
    [TestCase("dedup OPTION -o OUT", "OUT")]
    [TestCase("extract OPTION -o OUT", "OUT")]
    [TestCase("dump OPTION", "STRUCT 'loaded_value'")]
    public void What_a_program_or_map_came_with_is_asked_like_a_file(string line, string expected)
    {
        string output = _folder.PathOf("out.btf");
        string id = line.StartsWith("dump", StringComparison.Ordinal) || line.StartsWith("print", StringComparison.Ordinal) ? "--btf-id" : "--id";
        Assert.Multiple(() =>
        {
            foreach (string option in (string[])[$"--prog {Number(BpfCalls.IdOf(_program))}", $"--map {Number(BpfCalls.IdOf(_map))}", $"{id} {Number(_btf.GetInfo().Id)}"])
            {
                ProcessResult result = BtfTool.Ask(line.Replace("OPTION", option, StringComparison.Ordinal).Replace("DATA", _data, StringComparison.Ordinal).Replace("OUT", output, StringComparison.Ordinal).Split(' '));

                Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")), option);
                Assert.That(result.Text, Does.Contain(expected.Replace("OUT", output, StringComparison.Ordinal)), option);
            }
        });
    }

    [Test]
    public void Functions_of_a_loaded_program_are_shown()
    {
        string id = Number(BpfCalls.IdOf(_program));

        ProcessResult result = BtfTool.Ask("ext", "--prog", id);
        ProcessResult json = BtfTool.Ask("ext", "--prog", id, "--json");

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
        Assert.That(result.Text, Does.Contain($"[{_function}] int loaded_function(struct loaded_value *ctx)"));
        Assert.That(json.Text, Does.Contain("loaded_function"));
    }

    [Test]
    public void The_library_opens_the_functions_of_a_loaded_program()
    {
        using BtfExtension loaded = BtfExtension.OpenLoaded(BpfCalls.IdOf(_program));
        bool found = BtfExtension.TryOpenLoaded(uint.MaxValue, out BtfExtension? none, out BtfError error);

        BtfFunctionInfo function = loaded.Functions.Single();
        Assert.That((function.InstructionOffset, function.TypeId, function.Type.Name.ToString()), Is.EqualTo((0u, _function, "loaded_function")));
        Assert.That((loaded.CoreRelocations.Count, found, none, error.Code), Is.EqualTo((0, false, (BtfExtension?)null, BtfErrorCode.Unreadable)));
        Assert.That(() => BtfExtension.OpenLoaded(uint.MaxValue), Throws.TypeOf<IOException>().With.Message.Contains("no program with id 4294967295"));
    }

    [TestCase("ext --prog 4294967295", 3)]
    [TestCase("ext --prog 1 FILE", 2)]
    [TestCase("ext --prog 1 --core", 2)]
    [TestCase("ext", 2)]
    [TestCase("extract --prog 1 FILE -o OUT", 2)]
    [TestCase("extract --prog 1 --map 2 -o OUT", 2)]
    [TestCase("extract -o OUT", 2)]
    [TestCase("extract --prog 4294967295 -o OUT", 3)]
    [TestCase("print int DATA --prog 1 --map 2", 2)]
    [TestCase("print int DATA FILE --prog 1", 2)]
    [TestCase("print int DATA --prog 4294967295", 3)]
    [TestCase("print int DATA --map 4294967295", 3)]
    [TestCase("print --map 1 --at 3", 2)]
    [TestCase("print int --map 1", 2)]
    [TestCase("gen csharp int FILE --prog 1", 2)]
    public void Wrong_usage_is_2_and_what_is_not_there_3(string line, int expected)
    {
        ProcessResult result = BtfTool.Ask(line.Replace("FILE", BtfTool.Sample, StringComparison.Ordinal).Replace("DATA", _data, StringComparison.Ordinal).Replace("OUT", _folder.PathOf("out"), StringComparison.Ordinal).Split(' '));

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((expected, "")), result.StandardError);
        Assert.That(result.StandardError, Does.Match(@"\Abtf: [^\n]+\n\z"));
    }

    private static string Number(uint id) => id.ToString(CultureInfo.InvariantCulture);
}

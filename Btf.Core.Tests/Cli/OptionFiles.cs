namespace Btf.Core.Tests;

/// <summary>Small files on which every option of the tool has an effect.</summary>
internal sealed class OptionFiles : IDisposable
{
    private static readonly string[] _outputs = ["OUT", "OUT2", "OUT3"];
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _paths = [];

    public OptionFiles()
    {
        byte[] rich = Rich(new BtfBuilder(), 0).Build();
        byte[] other = Rich(new BtfBuilder(), 8).Build();
        Add("RICH", rich);
        Add("OTHER", other);
        Add("UNITS", [.. rich, .. other]);
        BtfBuilder below = Below(4);
        BtfBuilder changed = Below(2);
        Add("BASE", below.Build());
        Add("NBASE", changed.Build());
        byte[] split = Rich(below.Split(), 0).Build();
        Add("SPLIT", split);
        Add("NSPLIT", Rich(changed.Split(), 8).Build());
        Add("SUNITS", [.. split, .. Rich(below.Split(), 8).Build()]);
        Add("BAD", Bad());
        Add("TWICE", Twice());
        Add("KERNEL", Kernel().Build());
        BtfBuilder twins = Kernel();
        Task(twins, "task_struct___second", twins.Int("int", 4, 32, 1), 24);
        Add("TWINS", twins.Build());
        BtfBuilder module = Kernel().Split();
        Task(module, "task_struct___module", module.Int("int", 4, 32, 1), 24);
        Add("KMODULE", module.Build());
        Add("MANY", Many(new BtfBuilder(), 1));
        Add("MANY2", Many(new BtfBuilder(), 2));
        Add("NSMANY", Many(changed.Split(), 2));
        BtfBuilder poor = new();
        uint number = poor.Int("int", 4, 32, 1);
        uint inner = poor.Struct("moved", 8, ("parent", poor.NextTypeId + 1, 0));
        _ = poor.Ptr(poor.NextTypeId + 1);
        _ = poor.Struct("task_struct", 16, ("pid", number, 0), ("in", inner, 64));
        Add("POOR", poor.Build());
        Add("DATA", [.. Enumerable.Range(0, 256).Select(i => (byte)(i % 5 == 0 ? 0 : 0x40 + (i % 20)))]);
        Add("SYMBOLS", "ffffffff81000000 T _text\nffffffff82000000 D sv\n"u8);
        Add("NONE", []);
        Add("JSON", BtfTool.Ask("dump", _paths["RICH"], "--json").StandardOutput);
        Add("SJSON", BtfTool.Ask("dump", _paths["SPLIT"], "--base", _paths["BASE"], "--json").StandardOutput);
        _paths["PROG"] = Fixture.PathOf("events.bpf.o");
        foreach (string output in _outputs)
        {
            _paths[output] = _folder.PathOf(output.ToLowerInvariant());
        }
    }

    /// <summary>Replaces file names by paths.</summary>
    public string[] Words(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => _paths.GetValueOrDefault(word, word))];

    /// <summary>Runs a command line, and returns all its results: exit code, output, errors, and the files that it writes.</summary>
    public (int ExitCode, string All) Run(string line)
    {
        foreach (string output in _outputs)
        {
            File.Delete(_paths[output]);
        }

        ProcessResult result = BtfTool.Ask(Words(line));
        string files = string.Concat(_outputs.Select(name => File.Exists(_paths[name]) ? Convert.ToHexString(File.ReadAllBytes(_paths[name])) + "\n" : "-\n"));
        return (result.ExitCode, $"{result.ExitCode}\n{result.Text}\n{result.StandardError}\n{files}");
    }

    public void Dispose() => _folder.Dispose();

    private void Add(string name, ReadOnlySpan<byte> bytes) => _paths[name] = _folder.Write(name, bytes);

    private static BtfBuilder Below(uint size)
    {
        BtfBuilder below = new();
        _ = below.Int("below", size, (int)size * 8, 1);
        _ = below.Int("second", 4, 32, 1);
        return below;
    }

    /// <summary>Types of many kinds: each condition of a search finds different ones.</summary>
    /// <param name="b">The builder to add them to.</param>
    /// <param name="more">The number of bytes to add to structures.</param>
    private static BtfBuilder Rich(BtfBuilder b, uint more)
    {
        uint number = b.Int("int", 4, 32, 1);
        uint character = b.Int("char", 1, 8, 1);
        uint wide = b.Int("long", 8, 64, 1);
        uint text = b.Array(character, number, 8 + more);

        // Has holes and a better order; the pointer points to the structure itself.
        uint self = b.NextTypeId + 1;
        uint s = b.Struct("s", 40 + more, ("a", character, 0), ("b", wide, 64), ("c", character, 128), ("s", self, 192), ("text", text, 256));
        uint pointer = b.Ptr(s);
        uint capital = b.Struct("S", 4 + more, ("S", number, 0));
        _ = b.Struct("sodd", 40 + more, ("in", s, 0));
        _ = b.Struct("big", 56 + more, ("in", s, 0), ("x", number, 320 + (more * 8)), ("y", wide, 384 + (more * 8)));
        _ = b.Struct("hold", 40 + more, ("in", capital, 0), ("b", wide, 64 + (more * 8)), ("n", number, 128 + (more * 8)), ("y", wide, 192 + (more * 8)), ("z", wide, 256 + (more * 8)));
        _ = b.Struct("two", 16 + more, ("a", wide, 0), ("b", wide, 64));
        _ = b.Struct("mix", 48 + more, ("a", wide, 0), ("in", s, 64));
        _ = b.Struct("pack", 32 + more, ("a", character, 0), ("b", wide, 128), ("c", character, 192));
        _ = b.Struct("s\u0001", 4, ("a", number, 0));
        Task(b, "task_struct", number, more);
        _ = b.Union("us", 8, ("i", number, 0), ("sp", pointer, 0));
        _ = b.Union("S", 40 + more, ("in", s, 0), ("long", wide, 0));
        _ = b.Enum("S", 4, false, ("first", 1));
        _ = b.Struct("Sx", 4, ("ss", number, 0));
        _ = b.Enum("se", 4, true, ("s_low", -1), ("S", 2));
        _ = b.Enum64("se64", 8, false, ("s_big", 1L << 40));
        _ = b.Typedef("st", s);
        uint first = b.Func("s", b.FuncProto(number, ("s", pointer), ("n", number)));
        _ = b.Func("S", b.FuncProto(pointer, ("s", pointer)));
        uint third = b.Func("sx", b.FuncProto(pointer, ("n", number)));
        _ = b.Func("ss", b.FuncProto(number));
        _ = b.Func("sy", b.FuncProto(number, ("s", number)));
        _ = b.Func("sq", b.FuncProto(number, ("s", pointer)));
        _ = b.Func("sp", b.FuncProto(number, ("q", pointer)));
        _ = b.Func("sz", b.FuncProto(number, ("a", number), ("b", number)));
        _ = b.DeclTag("bpf_kfunc", first);
        _ = b.DeclTag("bpf_kfunc", third);
        _ = b.DeclTag("tag", capital);
        AddQuirk(b);
        uint variable = b.Var("sv", number);
        _ = b.DataSec(".data", 4 + more, (variable, 0, 4));
        return b;
    }

    private static void Task(BtfBuilder b, string name, uint number, uint more)
    {
        uint self = b.NextTypeId + 1;
        _ = b.Struct(
            name, 120 + more, ("pid", number, more * 8), ("parent", self, 64 + (more * 8)), ("a", number, 128 + (more * 8)), ("b", number, 160 + (more * 8)), ("c", number, 192 + (more * 8)),
            ("d", number, 224 + (more * 8)), ("e", number, 256 + (more * 8)), ("f", number, 288 + (more * 8)), ("g", number, 320 + (more * 8)), ("h", number, 352 + (more * 8)));
        _ = b.Ptr(self - 1);
    }

    private static BtfBuilder Kernel()
    {
        BtfBuilder kernel = new();
        Task(kernel, "task_struct", kernel.Int("int", 4, 32, 1), 8);
        return kernel;
    }

    /// <summary>More structures than a comparison shows in full.</summary>
    private static byte[] Many(BtfBuilder many, uint first)
    {
        uint number = many.Int("int", 4, 32, 1);
        for (int i = 0; i < 120; i++)
        {
            _ = many.Struct($"many{i}", 16, ("a", number, first * 32), ("b", number, 96));
        }

        return many.Build();
    }

    /// <summary>Several errors. The first is an error only by rules that do not know the location kinds.</summary>
    private static byte[] Bad()
    {
        BtfBuilder bad = new();
        _ = bad.Raw(0, BtfBuilder.Info(20, 1), 4, 8, 1);
        _ = bad.Int("bad-name", 4, 32, 1);
        _ = bad.Struct("", 4, ("a", 99, 0));
        _ = bad.Typedef("", 2);
        return bad.Build();
    }

    /// <summary>Duplicate types and near duplicates.</summary>
    private static byte[] Twice()
    {
        BtfBuilder twice = Rich(new BtfBuilder(), 0);
        uint number = twice.Int("int", 4, 32, 1);
        _ = twice.Struct("two", 16, ("a", number, 0), ("b", number, 64));
        _ = twice.Struct("S", 4, ("S", number, 0));
        return twice.Build();
    }

    /// <summary>A declaration of an enumeration as GCC writes it, in one of two equal structures.</summary>
    private static void AddQuirk(BtfBuilder b)
    {
        uint declared = b.Ptr(b.Fwd("quirk"));
        _ = b.Struct("user", 8, ("e", declared, 0));
        uint pointer = b.Ptr(b.Enum("quirk", 4, false, ("only", 1)));
        _ = b.Struct("user", 8, ("e", pointer, 0));
    }
}

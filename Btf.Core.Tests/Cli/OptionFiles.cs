namespace Btf.Core.Tests;

/// <summary>Small files on which every option of the tool has an effect.</summary>
internal sealed class OptionFiles : IDisposable
{
    private static readonly string[] _outputs = ["OUT", "OUT2", "OUT3"];
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _paths = [];

    public OptionFiles()
    {
        byte[] rich = Rich(new BtfBuilder(), 0).ToArray();
        byte[] other = Rich(new BtfBuilder(), 8).ToArray();
        Add("RICH", rich);
        Add("OTHER", other);
        Add("UNITS", [.. rich, .. other]);
        using BtfObject below = Below(4);
        using BtfObject changed = Below(2);
        Add("BASE", below.RawData);
        Add("NBASE", changed.RawData);
        byte[] split = Rich(new BtfBuilder(below), 0).ToArray();
        Add("SPLIT", split);
        Add("NSPLIT", Rich(new BtfBuilder(changed), 8).ToArray());
        Add("SUNITS", [.. split, .. Rich(new BtfBuilder(below), 8).ToArray()]);
        Add("BAD", Bad());
        Add("TWICE", Twice());
        Add("KERNEL", Kernel().ToArray());
        BtfBuilder twins = Kernel();
        Task(twins, "task_struct___second", twins.AddInt("int", 4, BtfIntEncoding.Signed), 24);
        Add("TWINS", twins.ToArray());
        using BtfObject kernel = Kernel().ToObject();
        BtfBuilder module = new(kernel);
        Task(module, "task_struct___module", module.AddInt("int", 4, BtfIntEncoding.Signed), 24);
        Add("KMODULE", module.ToArray());
        Add("MANY", Many(new BtfBuilder(), 1));
        Add("MANY2", Many(new BtfBuilder(), 2));
        Add("NSMANY", Many(new BtfBuilder(changed), 2));
        BtfBuilder poor = new();
        uint number = poor.AddInt("int", 4, BtfIntEncoding.Signed);
        uint inner = poor.AddStruct("moved", 8, ("parent", poor.NextTypeId + 1, 0));
        _ = poor.AddPointer(poor.NextTypeId + 1);
        _ = poor.AddStruct("task_struct", 16, ("pid", number, 0), ("in", inner, 64));
        Add("POOR", poor.ToArray());
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

    private static BtfObject Below(uint size)
    {
        BtfBuilder below = new();
        _ = below.AddInt("below", size, BtfIntEncoding.Signed);
        _ = below.AddInt("second", 4, BtfIntEncoding.Signed);
        return below.ToObject();
    }

    /// <summary>Types of many kinds: each condition of a search finds different ones.</summary>
    /// <param name="b">The builder to add them to.</param>
    /// <param name="more">The number of bytes to add to structures.</param>
    private static BtfBuilder Rich(BtfBuilder b, uint more)
    {
        uint number = b.AddInt("int", 4, BtfIntEncoding.Signed);
        uint character = b.AddInt("char", 1, BtfIntEncoding.Signed);
        uint wide = b.AddInt("long", 8, BtfIntEncoding.Signed);
        uint text = b.AddArray(character, number, 8 + more);
        int bits = (int)more * 8;

        // Has holes and a better order; the pointer points to the structure itself.
        uint self = b.NextTypeId + 1;
        uint s = b.AddStruct("s", 40 + more, ("a", character, 0), ("b", wide, 64), ("c", character, 128), ("s", self, 192), ("text", text, 256));
        uint pointer = b.AddPointer(s);
        uint capital = b.AddStruct("S", 4 + more, ("S", number, 0));
        _ = b.AddStruct("sodd", 40 + more, ("in", s, 0));
        _ = b.AddStruct("big", 56 + more, ("in", s, 0), ("x", number, 320 + bits), ("y", wide, 384 + bits));
        _ = b.AddStruct("hold", 40 + more, ("in", capital, 0), ("b", wide, 64 + bits), ("n", number, 128 + bits), ("y", wide, 192 + bits), ("z", wide, 256 + bits));
        _ = b.AddStruct("two", 16 + more, ("a", wide, 0), ("b", wide, 64));
        _ = b.AddStruct("mix", 48 + more, ("a", wide, 0), ("in", s, 64));
        _ = b.AddStruct("pack", 32 + more, ("a", character, 0), ("b", wide, 128), ("c", character, 192));
        _ = b.AddStruct("s\u0001", 4, ("a", number, 0));
        Task(b, "task_struct", number, more);
        _ = b.AddUnion("us", 8, ("i", number, 0), ("sp", pointer, 0));
        _ = b.AddUnion("S", 40 + more, ("in", s, 0), ("long", wide, 0));
        _ = b.AddEnum("S", 4, false, ("first", 1));
        _ = b.AddStruct("Sx", 4, ("ss", number, 0));
        _ = b.AddEnum("se", 4, true, ("s_low", -1), ("S", 2));
        _ = b.AddEnum64("se64", 8, false, ("s_big", 1L << 40));
        _ = b.AddTypedef("st", s);
        uint first = b.AddFunction("s", b.AddFunctionPrototype(number, ("s", pointer), ("n", number)));
        _ = b.AddFunction("S", b.AddFunctionPrototype(pointer, ("s", pointer)));
        uint third = b.AddFunction("sx", b.AddFunctionPrototype(pointer, ("n", number)));
        _ = b.AddFunction("ss", b.AddFunctionPrototype(number));
        _ = b.AddFunction("sy", b.AddFunctionPrototype(number, ("s", number)));
        _ = b.AddFunction("sq", b.AddFunctionPrototype(number, ("s", pointer)));
        _ = b.AddFunction("sp", b.AddFunctionPrototype(number, ("q", pointer)));
        _ = b.AddFunction("sz", b.AddFunctionPrototype(number, ("a", number), ("b", number)));
        _ = b.AddDeclTag("bpf_kfunc", first);
        _ = b.AddDeclTag("bpf_kfunc", third);
        _ = b.AddDeclTag("tag", capital);
        AddQuirk(b);
        uint variable = b.AddVariable("sv", number);
        _ = b.AddDataSection(".data", 4 + more, (variable, 0, 4));
        return b;
    }

    private static void Task(BtfBuilder b, string name, uint number, uint more)
    {
        int bits = (int)more * 8;
        uint self = b.NextTypeId + 1;
        _ = b.AddStruct(
            name, 120 + more, ("pid", number, bits), ("parent", self, 64 + bits), ("a", number, 128 + bits), ("b", number, 160 + bits), ("c", number, 192 + bits),
            ("d", number, 224 + bits), ("e", number, 256 + bits), ("f", number, 288 + bits), ("g", number, 320 + bits), ("h", number, 352 + bits));
        _ = b.AddPointer(self - 1);
    }

    private static BtfBuilder Kernel()
    {
        BtfBuilder kernel = new();
        Task(kernel, "task_struct", kernel.AddInt("int", 4, BtfIntEncoding.Signed), 8);
        return kernel;
    }

    /// <summary>More structures than a comparison shows in full.</summary>
    private static byte[] Many(BtfBuilder many, int first)
    {
        uint number = many.AddInt("int", 4, BtfIntEncoding.Signed);
        for (int i = 0; i < 120; i++)
        {
            _ = many.AddStruct($"many{i}", 16, ("a", number, first * 32), ("b", number, 96));
        }

        return many.ToArray();
    }

    /// <summary>Several errors. The first is an error only by rules that do not know the location kinds.</summary>
    private static byte[] Bad()
    {
        BtfBuilder bad = new();
        _ = bad.AddLocationParameter(4, (BtfLocationFlags)8, 1);
        _ = bad.AddInt("bad-name", 4, BtfIntEncoding.Signed);
        _ = bad.AddStruct("", 4, ("a", 99u, 0));
        _ = bad.AddRaw(0, RawBtf.Info(BtfKind.Typedef), 2);
        return bad.ToRawArray();
    }

    /// <summary>Duplicate types and near duplicates.</summary>
    private static byte[] Twice()
    {
        BtfBuilder twice = Rich(new BtfBuilder(), 0);
        uint number = twice.AddInt("int", 4, BtfIntEncoding.Signed);
        _ = twice.AddStruct("two", 16, ("a", number, 0), ("b", number, 64));
        _ = twice.AddStruct("S", 4, ("S", number, 0));
        return twice.ToArray();
    }

    /// <summary>A declaration of an enumeration as GCC writes it, in one of two equal structures.</summary>
    private static void AddQuirk(BtfBuilder b)
    {
        uint declared = b.AddPointer(b.AddForward("quirk"));
        _ = b.AddStruct("user", 8, ("e", declared, 0));
        uint pointer = b.AddPointer(b.AddEnum("quirk", 4, false, ("only", 1)));
        _ = b.AddStruct("user", 8, ("e", pointer, 0));
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Btf.Core;
using Btf.Core.Values;

namespace Btf.Cli;

/// <summary><c>btf print</c>: prints bytes as a value of their type.</summary>
internal sealed class PrintCommand : ToolCommand
{
    private const int MostIndent = 1024;

    private static readonly Dictionary<string, BtfValueStyle> _styles = new(StringComparer.Ordinal)
    {
        ["libbpf"] = BtfValueStyle.Libbpf,
        ["c"] = BtfValueStyle.C,
        ["json"] = BtfValueStyle.Json,
        ["table"] = BtfValueStyle.Table,
    };

    private readonly Argument<string?> _first = new("TYPE") { Description = "The type's name; not given with --id", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _second = new("DATA") { Description = "A file with the bytes, or - for standard input; not given with --kcore", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _third = new("FILE") { Description = "A file with BTF [default: the running kernel and its modules]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<uint?> _id = new("--id") { Description = "The type's id, instead of TYPE", HelpName = "N" };
    private readonly Option<string> _style = new("--style") { Description = "The form", DefaultValueFactory = _ => "libbpf" };
    private readonly Option<long> _at = new("--at") { Description = "Where in DATA the value starts, in bytes", HelpName = "N" };
    private readonly Option<long?> _count = new("--count") { Description = "The number of values to print, one after the other", HelpName = "N" };
    private readonly Option<bool> _compact = new("--compact") { Description = "Without line ends and indentation (libbpf, c)" };
    private readonly Option<bool> _skipNames = new("--skip-names") { Description = "Without the names of members and types (libbpf)" };
    private readonly Option<bool> _zeroes = new("--zeroes") { Description = "Also members that are zero (libbpf, c, table; json always has them)" };
    private readonly Option<bool> _strings = new("--strings") { Description = "Character arrays as strings (libbpf; the others always do so)" };
    private readonly Option<int> _indentLevel = new("--indent-level") { Description = "The indentation of all lines, in tabs (libbpf, c)", HelpName = "N" };
    private readonly Option<string?> _map = new("--map") { Description = "Print keys and values of a map of the running kernel; with TYPE and DATA, take the map's types", HelpName = "ID|PATH" };
    private readonly Option<string?> _kcore = new("--kcore") { Description = "Print memory of the running kernel, at a symbol or a 0x… address", HelpName = "SYMBOL|ADDRESS" };
    private readonly Option<uint?> _program = CommonSymbols.Program();
    private readonly Option<uint?> _loaded = CommonSymbols.Loaded("--btf-id");
    private readonly Option<string?> _base = CommonSymbols.Base();
    private readonly Option<bool> _sample = new("--sample") { Description = "Read a small sample of a kernel's types, which is part of the tool" };

    public PrintCommand()
        : base(
            "print",
            "Prints bytes as a value of their type",
            "btf print list_head dump.bin vmlinux.btf",
            "btf print --id 15 --style json --count 8 - prog.bpf.o < events.bin",
            "btf print --map 42 --style json",
            "btf print task_struct --kcore init_task --strings")
    {
        Add(_first);
        Add(_second);
        Add(_third);
        _style.AcceptOnlyFromAmong([.. _styles.Keys]);
        foreach (Option option in (Option[])[_id, _style, _at, _count, _compact, _skipNames, _zeroes, _strings, _indentLevel, _map, _kcore, _program, _loaded, _base, _sample])
        {
            Add(option);
        }

        Validators.Add(CheckArguments);
        Validators.Add(CheckNumbers);
        Validators.Add(CheckStyle);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        BtfValueOptions options = new()
        {
            Style = _styles[arguments.GetRequiredValue(_style)],
            Compact = arguments.GetValue(_compact),
            SkipNames = arguments.GetValue(_skipNames),
            Zeroes = arguments.GetValue(_zeroes),
            Strings = arguments.GetValue(_strings),
            IndentLevel = arguments.GetValue(_indentLevel),
        };
        Queue<string> positional = new(Positional(argument => arguments.GetValue(argument)));
        if (arguments.GetValue(_map) is { } map && positional.Count == 0)
        {
            return MapPrinter.Print(map, options, output);
        }

        uint? id = arguments.GetValue(_id);
        string? name = id is null ? positional.Dequeue() : null;
        string? data = arguments.GetValue(_kcore) is null ? positional.Dequeue() : null;
        _ = positional.TryDequeue(out string? file);
        LoadedObject loaded = new(arguments.GetValue(_program), null, arguments.GetValue(_loaded));
        using Source source = arguments.GetValue(_sample) ? Source.OpenSample()
            : arguments.GetValue(_map) is { } typesOf ? MapPrinter.OpenTypes(typesOf)
            : loaded.IsGiven ? loaded.Open(NameLookup.Scan)
            : Source.Open(file, arguments.GetValue(_base));
        BtfType type = id is { } number ? ById(source, number) : ByName(source, name!);
        if (!type.TryGetSizeInBytes(out uint size))
        {
            throw new ToolException(ExitCode.No, $"Type [{type.Id}] {SafeText.Of(type.ToString())} has no size: there are no values of it.");
        }

        long count = arguments.GetValue(_count) ?? 1;
        byte[] bytes = data is null
            ? ReadKernel(arguments.GetValue(_kcore)!, arguments.GetValue(_at), size, count)
            : DataInput.Read(data, arguments.GetValue(_at), size, count);
        ValuePrinter printer = new(options, output);
        printer.Print(type, bytes, size, count, isList: arguments.GetValue(_count) is not null);
        return ExitCode.Done;
    }

    private static BtfType ById(Source source, uint id)
    {
        foreach (NamedObject part in source.Objects)
        {
            return part.Object.TryGetType(id, out BtfType type)
                ? type
                : throw new ToolException(ExitCode.No, $"{part.Name} has no type of id {id}; the ids go from 0 to {part.Object.NextTypeId - 1}.");
        }

        throw new InvalidOperationException("A source has at least one object.");
    }

    /// <summary>Finds a type with a name that can have values: a structure before a typedef, and a typedef before a variable.</summary>
    private static BtfType ByName(Source source, string text)
    {
        TypeName name = TypeName.Parse(text);
        foreach (NamedObject part in source.Objects)
        {
            IGrouping<int, BtfType>? best = name.Find(part.Object)
                .Where(type => type.TryGetSizeInBytes(out _))
                .GroupBy(type => Rank(type.Kind))
                .MinBy(group => group.Key);
            if (best is null)
            {
                continue;
            }

            BtfType[] types = [.. best];
            return types.Length == 1
                ? types[0]
                : throw new ToolException(
                    ExitCode.No, $"{types.Length} types are named '{text}' in {part.Name}: {string.Join(", ", types.Select(type => $"[{type.Id}]"))}. Choose one with --id.");
        }

        throw TypeName.NoneNamed(text, [source.Main.Object]);
    }

    private static int Rank(BtfKind kind) => kind switch
    {
        BtfKind.Struct => 0,
        BtfKind.Union => 1,
        BtfKind.Typedef => 2,
        BtfKind.Var => 4,
        BtfKind.DataSec => 5,
        _ => 3,
    };

    private static byte[] ReadKernel(string place, long at, uint size, long count)
    {
        ulong address;
        if (place.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            if (!ulong.TryParse(place.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address))
            {
                throw new ToolException(ExitCode.WrongUsage, $"'{place}' is no address: 0x and up to 16 hexadecimal digits are.");
            }
        }
        else if (!KernelMemory.TryFindSymbol(place, out address))
        {
            throw new ToolException(ExitCode.No, $"The running kernel shows no address of a symbol named '{place}'. As root with CAP_SYSLOG it shows all.");
        }

        using KernelMemory memory = KernelMemory.Open();
        byte[] bytes = new byte[DataInput.LengthOf(size, count)];
        return memory.TryRead(address + (ulong)at, bytes)
            ? bytes
            : throw new ToolException(ExitCode.Unreadable, $"The kernel's memory cannot be read: {bytes.Length} bytes at 0x{address + (ulong)at:x}.");
    }

    /// <summary>The arguments that are not options, in order: the options decide which of the three arguments each is.</summary>
    private string[] Positional(Func<Argument<string?>, string?> value) => [.. ((Argument<string?>[])[_first, _second, _third]).Select(value).OfType<string>()];

    private void CheckArguments(CommandResult result)
    {
        string[] positional = Positional(argument => result.GetValue(argument));
        int count = positional.Length;
        bool isKernel = result.GetValue(_kcore) is not null;
        bool hasId = result.GetResult(_id) is not null;
        Option[] sources = [.. ((Option[])[_sample, _program, _loaded, _map]).Where(option => result.GetResult(option) is { Implicit: false })];
        int needed = (hasId ? 0 : 1) + (isKernel ? 0 : 1);
        int most = needed + (sources.Length > 0 ? 0 : 1);
        if (sources.Length > 1)
        {
            result.AddError($"{sources[0].Name} takes the place of {sources[1].Name}: give one of them.");
        }
        else if (result.GetValue(_map) is not null && count == 0)
        {
            CheckMap(result);
        }
        else if (count < needed)
        {
            string what = hasId ? "DATA is missing" : count == 0 ? "TYPE is missing" : "DATA is missing";
            string alone = result.GetValue(_map) is null ? "" : " --map alone prints the map's entries.";
            result.AddError($"{what}: a file with the bytes, or - for standard input, comes after the type.{alone}");
        }
        else if (count > most)
        {
            result.AddError(sources.Length > 0 && count == most + 1 ? $"{sources[0].Name} takes the place of FILE: give one of them." : $"Unrecognized argument '{positional[most]}'.");
        }
        else if (result.GetValue(_base) is not null && (count < most || sources.Length > 0))
        {
            result.AddError("--base needs a FILE that is split from it.");
        }
    }

    /// <summary>Refuses arguments and options that the entries of a map exclude.</summary>
    private void CheckMap(CommandResult result)
    {
        if (((Option[])[_id, _at, _count, _kcore, _base]).Any(option => result.GetResult(option) is { Implicit: false }))
        {
            result.AddError("--map alone prints the map's entries: give no --id, --at, --count, --kcore or --base with it, or a TYPE and DATA too.");
        }
    }

    private void CheckNumbers(CommandResult result)
    {
        if (result.GetValue(_at) < 0)
        {
            result.AddError("--at must not be negative.");
        }

        if (result.GetValue(_count) is < 1)
        {
            result.AddError("--count must be at least 1.");
        }

        if (result.GetValue(_indentLevel) is < 0 or > MostIndent)
        {
            result.AddError($"--indent-level must be from 0 to {MostIndent}.");
        }
    }

    /// <summary>Refuses options that the form would ignore.</summary>
    private void CheckStyle(CommandResult result)
    {
        if (result.GetValue(_compact) && result.GetResult(_indentLevel) is { Implicit: false })
        {
            result.AddError("--indent-level has no effect with --compact, which does not indent.");
        }

        string style = result.GetValue(_style) ?? "libbpf";
        (Option Option, string[] Styles)[] limited =
        [
            (_compact, ["libbpf", "c"]), (_skipNames, ["libbpf"]), (_zeroes, ["libbpf", "c", "table"]), (_strings, ["libbpf"]), (_indentLevel, ["libbpf", "c"]),
        ];
        foreach ((Option option, string[] styles) in limited)
        {
            if (result.GetResult(option) is { Implicit: false } && !styles.Contains(style))
            {
                result.AddError($"{option.Name} has no effect in the style '{style}'.");
            }
        }
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using Btf.Core;

namespace Btf.Cli;

/// <summary>The options of <c>btf find</c>, and which of them exclude one another.</summary>
internal sealed class FindSymbols
{
    private const string AllNames = "*";
    private const string BySize = "size";
    private const string ByHoles = "holes";
    private const string ByMembers = "members";
    private static readonly string[] _structureKinds = ["struct", "union"];

    private readonly Argument<string> _pattern = CommonSymbols.TypeName("PATTERN", "A name, or a pattern: * any text, ? any character, [a-z] one of these [default: *]");
    private readonly Option<string[]> _kinds = new("--kind") { Description = "Only types of this kind", HelpName = "KIND" };
    private readonly Option<bool> _glob = new("--glob") { Description = "PATTERN is a glob, as whenever it has *, ? or [" };
    private readonly Option<bool> _regex = new("--regex") { Description = "PATTERN is a .NET regular expression" };
    private readonly Option<bool> _fuzzy = new("--fuzzy") { Description = "PATTERN is letters that a name has in this order: tsks finds task_struct. The shortest names come first" };
    private readonly Option<bool> _ignoreCase = new("--ignore-case", "-i") { Description = "Ignore the difference between capital and small letters" };
    private readonly Option<bool> _member = new("--member") { Description = "Find members of structures and unions" };
    private readonly Option<bool> _value = new("--value") { Description = "Find values of enumerations" };
    private readonly Option<string?> _takes = new("--takes") { Description = "Only functions that take this type, by value or by pointer", HelpName = "TYPE" };
    private readonly Option<string?> _returns = new("--returns") { Description = "Only functions that return this type, by value or by pointer", HelpName = "TYPE" };
    private readonly Option<bool> _kfunc = new("--kfunc") { Description = "Only functions that BPF programs may call" };
    private readonly Option<NumberRange?> _params = NumberRange.Option("--params", "Only functions with this many parameters");
    private readonly Option<string?> _param = new("--param") { Description = "Only functions with a parameter of this name or pattern", HelpName = "NAME" };
    private readonly Option<NumberRange?> _size = NumberRange.Option("--size", "Only structures and unions of this many bytes");
    private readonly Option<string?> _at = new("--at") { Description = "Only structures with a member at this byte, and of this type", HelpName = "BYTE[:TYPE]" };
    private readonly Option<string?> _contains = new("--contains") { Description = "Only structures and unions that hold this type by value, at any depth", HelpName = "TYPE" };
    private readonly Option<string?> _pointsTo = new("--points-to") { Description = "Find members that point to this type", HelpName = "TYPE" };
    private readonly Option<bool> _sizes = new("--sizes") { Description = "List structures with sizes, holes and members, the largest first" };
    private readonly Option<bool> _holes = new("--holes") { Description = "List structures that have holes, those with the most first" };
    private readonly Option<bool> _packable = new("--packable") { Description = "List structures that another order of members makes smaller, with the bytes saved" };
    private readonly Option<string?> _sort = new("--sort") { Description = "Sort by this: names from a to z, numbers from the largest down" };
    private readonly Option<int?> _limit = new("--limit", "--top") { Description = "Only the first N answers", HelpName = "N" };
    private readonly Option<bool> _long = new("--long") { Description = "Show the signatures of functions, the places of members, and what other types are" };
    private readonly Option<bool> _count = new("--count") { Description = "Show only how many there are" };

    /// <param name="command">The command that gets the options.</param>
    public FindSymbols(Command command)
    {
        _pattern.Arity = ArgumentArity.ZeroOrOne;
        Array.ForEach<Option>([_takes, _returns, _contains, _pointsTo], CommonSymbols.CompleteTypes);
        _kinds.AcceptOnlyFromAmong(KindNames.All.ToArray());
        _sort.AcceptOnlyFromAmong("name", BySize, ByHoles, ByMembers);
        command.Add(_pattern);
        Source = new SourceSymbols(command, many: true) { LeadingFile = result => IsFile(result) ? result.GetValue(_pattern) : null };
        foreach (Option option in (Option[])[
            _kinds, _glob, _regex, _fuzzy, _ignoreCase, _member, _value, _takes, _returns, _kfunc, _params, _param, _size, _at, _contains, _pointsTo, _sizes, _holes,
            _packable, _sort, _limit, _long, _count])
        {
            command.Add(option);
        }

        command.Validators.Add(Validate);
    }

    /// <summary>The files or the kernel in which the command looks.</summary>
    public SourceSymbols Source { get; }

    /// <summary>Returns the conditions.</summary>
    public FindQuestion Question(ParseResult arguments) => new()
    {
        Pattern = PatternOf(arguments),
        TakesAllNames = PatternText(arguments) == AllNames && !arguments.GetValue(_regex) && !arguments.GetValue(_fuzzy),
        Kinds = KindsOf(arguments),
        Members = arguments.GetValue(_member) || arguments.GetValue(_pointsTo) is not null,
        Values = arguments.GetValue(_value),
        Takes = arguments.GetValue(_takes),
        Returns = arguments.GetValue(_returns),
        IsKfunc = arguments.GetValue(_kfunc),
        ParameterCount = arguments.GetValue(_params),
        Parameter = arguments.GetValue(_param) is { } name ? NamePatterns.Of(name, arguments.GetValue(_ignoreCase)) : null,
        Size = arguments.GetValue(_size),
        MemberAt = MemberAt.Parse(arguments.GetValue(_at)),
        Contains = arguments.GetValue(_contains),
        PointsTo = arguments.GetValue(_pointsTo),
        HasHoles = arguments.GetValue(_holes),
        IsPackable = arguments.GetValue(_packable),
        TellsShapes = TellsShapes(arguments.CommandResult),
        AsksForHoles = arguments.GetValue(_holes) || arguments.GetValue(_sort) == ByHoles,
    };

    /// <summary>Returns how the answers are shown.</summary>
    public FindView View(ParseResult arguments)
    {
        string? sort = arguments.GetValue(_sort);
        bool isPackable = arguments.GetValue(_packable);
        return new FindView
        {
            Order = sort switch
            {
                "name" => FindOrder.Name,
                BySize => FindOrder.Size,
                ByHoles => FindOrder.Holes,
                ByMembers => FindOrder.Members,
                _ => isPackable ? FindOrder.Saved : arguments.GetValue(_holes) ? FindOrder.Holes : arguments.GetValue(_sizes) ? FindOrder.Size
                    : arguments.GetValue(_fuzzy) ? FindOrder.Shortest : FindOrder.AsFound,
            },
            Limit = arguments.GetValue(_limit) ?? int.MaxValue,
            IsLong = arguments.GetValue(_long),
            IsCount = arguments.GetValue(_count),
            HasShapes = TellsShapes(arguments.CommandResult),
            HasSavings = isPackable,
        };
    }

    /// <summary>Whether the argument in the place of PATTERN is a file: no name of a type has a slash.</summary>
    private bool IsFile(CommandResult result) => !result.GetValue(_regex) && result.GetValue(_pattern) is { } word
        && (word.Contains('/') || word == InputFile.StandardInput || (word.Contains('.') && File.Exists(word)));

    private string PatternText(ParseResult arguments) => IsFile(arguments.CommandResult) ? AllNames : arguments.GetValue(_pattern) ?? AllNames;

    private BtfNamePattern PatternOf(ParseResult arguments)
    {
        string text = PatternText(arguments);
        bool ignoreCase = arguments.GetValue(_ignoreCase);
        return arguments.GetValue(_regex) ? NamePatterns.OfRegex(text, ignoreCase) : arguments.GetValue(_fuzzy) ? NamePatterns.OfLetters(text) : NamePatterns.Of(text, ignoreCase);
    }

    private BtfKinds KindsOf(ParseResult arguments)
    {
        BtfKinds kinds = BtfKinds.None;
        foreach (string name in arguments.GetValue(_kinds) ?? [])
        {
            kinds |= KindNames.TryParse(name, out BtfKind kind) ? (BtfKinds)(1u << (int)kind) : BtfKinds.None;
        }

        return kinds != BtfKinds.None ? kinds : StructureOptions.Any(option => IsGiven(arguments.CommandResult, option)) || SortsStructures(arguments.CommandResult) ? BtfKinds.Composite : BtfKinds.All;
    }

    private Option[] FunctionOptions => [_takes, _returns, _kfunc, _params, _param];

    private Option[] StructureOptions => [_size, _at, _contains, _sizes, _holes, _packable];

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private bool TellsShapes(CommandResult result) => result.GetValue(_sizes) || result.GetValue(_holes) || result.GetValue(_packable) || SortsStructures(result);

    private bool SortsStructures(CommandResult result) => result.GetValue(_sort) is BySize or ByHoles or ByMembers;

    private void Validate(CommandResult result)
    {
        Option? function = Array.Find(FunctionOptions, option => IsGiven(result, option));
        Option? structure = Array.Find(StructureOptions, option => IsGiven(result, option)) ?? (SortsStructures(result) ? _sort : null);
        Exclude(result, [_glob, _regex, _fuzzy]);
        Exclude(result, [_value, _long]);
        Exclude(result, [_sizes, _holes, _packable]);
        Exclude(result, [.. ((Option?[])[_member, _value, _pointsTo, function, structure]).OfType<Option>()]);
        if (result.GetValue(_ignoreCase) && result.GetValue(_fuzzy))
        {
            result.AddError("--fuzzy ignores case without --ignore-case.");
        }

        if ((result.GetResult(_pattern) is not { Tokens.Count: > 0 } || IsFile(result)) && (result.GetValue(_glob) || result.GetValue(_regex) || result.GetValue(_fuzzy)))
        {
            result.AddError("--glob, --regex and --fuzzy need a PATTERN.");
        }

        if (result.GetValue(_count))
        {
            foreach (Option option in (Option[])[_long, _sort, _sizes])
            {
                Exclude(result, [_count, option]);
            }
        }

        if (result.GetValue(_limit) is < 1)
        {
            result.AddError($"--limit cannot be '{result.GetValue(_limit)}'. It must be 1 or more.");
        }

        if (IsGiven(result, _at) && MemberAt.Parse(result.GetValue(_at)) is null)
        {
            result.AddError($"--at cannot be '{result.GetValue(_at)}'. It must be a byte, or a byte and a type, such as 0x18:u64.");
        }

        ValidateKinds(result, function, structure);
    }

    private void ValidateKinds(CommandResult result, Option? function, Option? structure)
    {
        string[] kinds = result.GetValue(_kinds) ?? [];
        if (function is not null && kinds.Any(kind => kind != "func"))
        {
            result.AddError($"{function.Name} finds functions: another --kind finds nothing.");
        }

        Option? holder = structure ?? (result.GetValue(_member) ? _member : IsGiven(result, _pointsTo) ? _pointsTo : null);
        if (holder is not null && kinds.Except(_structureKinds).Any())
        {
            result.AddError($"{holder.Name} is about structures and unions: another --kind finds nothing.");
        }

        if (result.GetValue(_value) && kinds.Any(kind => kind is not ("enum" or "enum64")))
        {
            result.AddError("--value is about enumerations: another --kind finds nothing.");
        }
    }

    private static void Exclude(CommandResult result, Option[] options)
    {
        Option[] given = [.. options.Where(option => IsGiven(result, option))];
        if (given.Length > 1)
        {
            result.AddError($"{given[0].Name} and {given[1].Name} exclude one another.");
        }
    }
}

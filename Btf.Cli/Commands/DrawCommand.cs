using System.Buffers;
using System.CommandLine;
using System.Globalization;
using Btf.Core;
using Btf.Core.Diagrams;

namespace Btf.Cli;

/// <summary><c>btf draw</c>: draws a structure.</summary>
internal sealed class DrawCommand : ToolCommand
{
    private readonly Argument<string> _name = CommonSymbols.TypeName("TYPE", "A structure or union, or a typedef of one; 'union NAME' if a structure has the name too");
    private readonly SourceSymbols _source;
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write: SVG if its name ends with .svg, else text", HelpName = "FILE" };
    private readonly Option<string?> _against = new("--against") { Description = "A file with an older version of the type, to draw beside it", HelpName = "FILE" };
    private readonly Option<int> _depth = new("--depth") { Description = "How many levels of named structures are opened, 1 to 16", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _open = new("--open") { Description = "A member to open beyond that depth, such as se or se.load; can be given several times", HelpName = "PATH", DefaultValueFactory = _ => [] };
    private readonly Option<int?> _row = new("--row") { Description = "How many bytes a row shows: 8, 16 or 64 [default: 64; 16 for two versions as text]", HelpName = "N" };

    public DrawCommand()
        : base("draw", "Draws where the members of a structure lie", "btf draw sk_buff", "btf draw task_struct --open se.load -o task.svg", "btf draw sk_buff new.btf --against old.btf --row 16 -o sk_buff.svg")
    {
        Add(_name);
        _source = new SourceSymbols(this);
        Add(_output);
        Add(_against);
        Add(_depth);
        Add(_open);
        Add(_row);
        Validators.Add(result =>
        {
            if (TryGetNumber(result.GetResult(_depth), out int depth) && depth is < 1 or > 16)
            {
                result.AddError($"--depth is {depth}; it can be 1 to 16.");
            }

            if (TryGetNumber(result.GetResult(_row), out int row) && row is not (8 or 16 or 64))
            {
                result.AddError($"--row is {row}; it can be 8, 16 or 64.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string name = arguments.GetRequiredValue(_name);
        using Source source = _source.Open(arguments);
        BtfType type = Find(name, source);
        string? against = arguments.GetValue(_against);
        using Source? other = against is null ? null : Source.Open(against);
        BtfType? older = other is null ? null : Find(name, other);
        string? path = arguments.GetValue(_output);
        bool svg = path is not null && path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);
        int row = arguments.GetValue(_row) ?? (older is null || svg ? 64 : 16);
        string[] open = arguments.GetRequiredValue(_open);
        foreach (string member in open)
        {
            ThrowIfClosed(member, type, older);
        }

        BtfDiagramOptions options = new() { Depth = arguments.GetValue(_depth), BytesPerRow = row, OpenMembers = open };
        if (path is not null)
        {
            OutputFile.Write(path, [.. _source.Inputs(arguments), against], file => Draw(type, older, options, svg, file));
        }
        else
        {
            Draw(type, older, options, svg: false, output);
        }

        return ExitCode.Done;
    }

    /// <summary>Refuses a member that neither version can open.</summary>
    private static void ThrowIfClosed(string member, BtfType type, BtfType? older)
    {
        if (!CanOpen(type) && !(older is { } other && CanOpen(other)))
        {
            throw new ToolException(ExitCode.No, $"--open: {type} has no structure or union '{member}' as a member.");
        }

        bool CanOpen(BtfType holder) => !member.AsSpan().ContainsAny("[->") && holder.TryResolvePath(SafeText.Encode(member), out BtfMemberPath found, out _)
            && found.Type.TryGetUnderlying(out BtfType end) && end.Kind is BtfKind.Struct or BtfKind.Union;
    }

    private static bool TryGetNumber(System.CommandLine.Parsing.OptionResult? result, out int number)
    {
        number = 0;
        return result?.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static void Draw(BtfType type, BtfType? older, BtfDiagramOptions options, bool svg, IBufferWriter<byte> output)
    {
        switch (older, svg)
        {
            case ({ } old, true):
                BtfDiagram.WriteSvgComparison(old, type, output, options);
                break;
            case ({ } old, false):
                BtfDiagram.WriteTextComparison(old, type, output, options);
                break;
            case (null, true):
                BtfDiagram.WriteSvg(type, output, options);
                break;
            default:
                BtfDiagram.WriteText(type, output, options);
                break;
        }
    }

    /// <summary>Finds the first structure or union with a name, or the one that a typedef with the name leads to.</summary>
    private static BtfType Find(string text, Source source)
    {
        TypeName name = TypeName.Parse(text);
        List<BtfObject> objects = [];
        bool found = false;
        foreach (NamedObject part in source.Objects)
        {
            objects.Add(part.Object);
            List<BtfType> drawn = [];
            foreach (BtfType type in name.Find(part.Object))
            {
                found = true;
                if (type.TryGetUnderlying(out BtfType end) && end.Kind is BtfKind.Struct or BtfKind.Union)
                {
                    drawn.Add(end);
                }
            }

            if (drawn.Count > 0)
            {
                if (drawn.Distinct().Count() > 1)
                {
                    Warning.Write($"{drawn.Distinct().Count()} types are named '{text}'; [{drawn[0].Id}] is drawn.");
                }

                return drawn[0];
            }
        }

        throw found ? new ToolException(ExitCode.No, $"'{text}' is no structure or union: there are no members to draw.") : TypeName.NoneNamed(text, objects);
    }
}

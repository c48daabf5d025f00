using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf find</c>: finds the types, members and values with a name.</summary>
internal sealed class FindCommand : ToolCommand
{
    private readonly FindSymbols _symbols;

    public FindCommand()
        : base(
            "find",
            "Finds types, members or values by name, functions by what they take, structures by what they hold",
            "btf find 'tcp_*' --kind func --long",
            "btf find 'tcp_*' --takes sock --count",
            "btf find vruntime --member",
            "btf find --kind struct --sort size --top 50",
            "btf find --packable --top 20",
            "btf find --contains list_head",
            "btf find --points-to mm_struct")
    {
        _symbols = new FindSymbols(this);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        FindQuestion question = _symbols.Question(arguments);
        FindView view = _symbols.View(arguments);
        bool failed = false;
        using SourceList open = new();
        IEnumerable<FoundName> found = view.Arrange(Sources(arguments, open, () => failed = true).SelectMany(part => Guard(part, question.Ask(part), () => failed = true)));
        if (question is { TellsShapes: true, AsksForHoles: false })
        {
            found = Complete(question, found, () => failed = true);
        }

        bool json = arguments.GetValue(Json);
        int count = view.IsCount ? found.Count() : json ? WriteJson(output, found, view) : Write(output, found, view, arguments);
        question.ThrowIfUnanswered();
        if (view.IsCount)
        {
            WriteCount(output, count, json);
        }

        return failed ? ExitCode.Unreadable : count == 0 ? ExitCode.No : ExitCode.Done;
    }

    /// <summary>Opens each source when the walk reaches it. Sources stay open, because a sorted answer is read after the walk.</summary>
    private IEnumerable<NamedObject> Sources(ParseResult arguments, SourceList open, Action failed)
    {
        foreach (Source source in _symbols.Source.OpenEach(arguments, failed))
        {
            open.Add(source);
            foreach (NamedObject part in source.Objects)
            {
                yield return part;
            }

            if (source.HasFailures)
            {
                failed();
            }
        }
    }

    /// <summary>Passes on the answers. Reports an object that turns out to be broken, and goes on with the next.</summary>
    private static IEnumerable<FoundName> Guard(NamedObject part, IEnumerable<FoundName> found, Action failed)
    {
        using IEnumerator<FoundName> walk = found.GetEnumerator();
        while (true)
        {
            try
            {
                if (!walk.MoveNext())
                {
                    yield break;
                }
            }
            catch (BtfFormatException e)
            {
                Warning.Write($"{part.Name}: {e.Message}");
                failed();
                yield break;
            }

            yield return walk.Current;
        }
    }

    /// <summary>Completes the answers one after the other. Reports an object that turns out to be broken, and leaves out its other answers.</summary>
    private static IEnumerable<FoundName> Complete(FindQuestion question, IEnumerable<FoundName> found, Action failed)
    {
        HashSet<BtfObject> broken = [];
        foreach (FoundName name in found)
        {
            if (broken.Contains(name.Type.Object))
            {
                continue;
            }

            FoundName complete;
            try
            {
                complete = question.Complete(name);
            }
            catch (BtfFormatException e)
            {
                Warning.Write($"{name.ObjectName}: {e.Message}");
                broken.Add(name.Type.Object);
                failed();
                continue;
            }

            yield return complete;
        }
    }

    private static void WriteCount(TextOutput output, int count, bool asJson)
    {
        if (!asJson)
        {
            output.WriteLine($"{count}");
            return;
        }

        JsonText.Write(output, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("count", count);
            json.WriteEndObject();
        });
    }

    private int Write(TextOutput output, IEnumerable<FoundName> found, FindView view, ParseResult arguments)
    {
        ObjectColumn objects = new(_symbols.Source.Names(arguments));
        Column[] numbers = view.HasSavings ? [Number("Size", 8), Number("Packed", 8), Number("Saved", 6)] : view.HasShapes ? [Number("Size", 8), Number("Holes", 6), Number("Members", 7)] : [];
        Listing listing = new(output, [Number("Id", 7), new Column("Kind", 8, Colour: KindColour.Of), objects.Column, .. numbers, new Column("Name", 0)]);
        int count = 0;
        foreach (FoundName name in found)
        {
            StructureShape shape = name.Shape;
            string[] cells = view.HasSavings ? [Text(shape.Size), Text(shape.Size - name.Saved), Text(name.Saved)] : view.HasShapes ? [Text(shape.Size), Text(shape.Holes), Text(shape.Members)] : [];
            listing.Add([Text(name.Type.Id), KindNames.Of(name.Type.Kind), objects.Shorten(name.ObjectName), .. cells, view.IsLong ? name.LongText : name.Text]);
            count++;
        }

        return count;
    }

    private static Column Number(string heading, int width) => new(heading, width, IsNumber: true);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static int WriteJson(TextOutput output, IEnumerable<FoundName> found, FindView view)
    {
        int count = 0;
        JsonText.Write(output, json =>
        {
            json.WriteStartArray();
            foreach (FoundName name in found)
            {
                name.Write(json, view);
                count++;
            }

            json.WriteEndArray();
        });
        return count;
    }
}

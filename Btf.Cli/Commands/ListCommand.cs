using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Btf.Cli;

/// <summary><c>btf list</c>: lists what the running kernel has loaded, and what programs can attach to or call.</summary>
internal sealed class ListCommand : ToolCommand
{
    private readonly Argument<string[]> _words = new("WHAT")
    {
        Description = "tracepoints, lsm, struct-ops, iterators or kfuncs, and then a file with BTF [default: the BTF that the running kernel has loaded, with the programs and maps that use it]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly SourceSymbols _source;

    public ListCommand()
        : base(
            "list",
            "Lists the BTF of the kernel, its modules and loaded programs, or the hooks and kfuncs of a kernel with their prototypes",
            "btf list",
            "btf list tracepoints",
            "btf list kfuncs vmlinux.btf --json",
            "btf list struct-ops")
    {
        _words.CompletionSources.Add([.. KernelHooks.Names]);
        Add(_words);
        _source = new SourceSymbols(this, _words, words => words.Length == 0 ? [] : words[1..]);
        Add(Json);
        Validators.Add(result =>
        {
            string? what = result.GetValue(_words) is [var first, ..] ? first : null;
            if (what is null && _source.IsGiven(result))
            {
                result.AddError($"Without WHAT the running kernel's objects are listed. Say what to list: {string.Join(", ", KernelHooks.Names)}.");
            }
            else if (what is not null && !KernelHooks.TryParse(what, out _))
            {
                result.AddError(UsageErrors.NoneOf("WHAT", what, KernelHooks.Names));
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        bool json = arguments.GetValue(Json);
        if (arguments.GetValue(_words) is [var what, ..] && KernelHooks.TryParse(what, out HookKind kind))
        {
            return WriteHooks(output, kind, arguments, json);
        }

        IReadOnlyList<ListedObject> objects = ListedObject.All();
        if (json)
        {
            JsonText.Write(output, writer => WriteJson(writer, objects));
        }
        else
        {
            Write(output, objects);
        }

        return ExitCode.Done;
    }

    private int WriteHooks(TextOutput output, HookKind kind, ParseResult arguments, bool json)
    {
        using Source source = _source.Open(arguments);
        int count = 0;
        IEnumerable<KernelHook> hooks = source.Objects.SelectMany(part => KernelHooks.Find(kind, part));
        if (json)
        {
            JsonText.Write(output, writer =>
            {
                writer.WriteStartArray();
                foreach (KernelHook hook in hooks)
                {
                    hook.Write(writer);
                    count++;
                }

                writer.WriteEndArray();
            });
        }
        else
        {
            ObjectColumn names = new(_source.Names(arguments));
            Listing listing = new(output, new Column("Id", 7, IsNumber: true), names.Column, new Column("Declaration", 0));
            foreach (KernelHook hook in hooks)
            {
                listing.Add(hook.Type.Id.ToString(CultureInfo.InvariantCulture), names.Shorten(hook.ObjectName), hook.Declaration);
                count++;
            }
        }

        if (kind == HookKind.Kfuncs && count == 0 && !source.First.Object.MarksKfuncs)
        {
            Warning.Write($"{source.First.Name} does not mark kfuncs, so none can be listed. pahole marks them since 1.26.");
        }

        return source.HasFailures ? ExitCode.Unreadable : count == 0 ? ExitCode.No : ExitCode.Done;
    }

    private static void Write(TextOutput output, IReadOnlyList<ListedObject> objects)
    {
        Listing listing = new(
            output, new Column("Id", 5, IsNumber: true), new Column("Bytes", 9, IsNumber: true), new Column("Of", 7), new Column("Name", 0));
        foreach (ListedObject item in objects)
        {
            string users = string.Join(", ", item.Users.Select(user => $"{user.Kind} {user.Id}"));
            listing.Add(item.Id is { } id ? $"{id}" : "-", $"{item.Size}", item.Owner, item.Name.Length == 0 ? users : users.Length == 0 ? item.Name : $"{item.Name}: {users}");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<ListedObject> objects)
    {
        json.WriteStartArray();
        foreach (ListedObject item in objects)
        {
            json.WriteStartObject();
            if (item.Id is { } id)
            {
                json.WriteNumber("id", id);
            }

            json.WriteString("owner", item.Owner);
            json.WriteString("name", item.Name);
            json.WriteNumber("bytes", item.Size);
            WriteIds(json, "programs", item.Users.Where(user => user.Kind == "prog"));
            WriteIds(json, "maps", item.Users.Where(user => user.Kind == "map"));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IEnumerable<(string Kind, uint Id)> users)
    {
        json.WriteStartArray(name);
        foreach ((_, uint id) in users)
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
    }
}

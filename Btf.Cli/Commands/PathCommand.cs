using System.CommandLine;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf path</c>: where a member lies.</summary>
internal sealed class PathCommand : ToolCommand
{
    private readonly Argument<string> _expression = CommonSymbols.TypeName("EXPR", "A type and its members, as in task_struct.se.vruntime; -> crosses a pointer, [3] is an element; task_struct+0x40 asks what lies at a byte");
    private readonly SourceSymbols _source;

    public PathCommand()
        : base(
            "path",
            "Tells byte and bit offset, size and type of a member",
            "btf path task_struct.se.vruntime",
            "btf path 'task_struct.mm->pgd' vmlinux.btf --json",
            "btf path task_struct+0x40")
    {
        Add(_expression);
        _source = new SourceSymbols(this);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string expression = arguments.GetRequiredValue(_expression);
        using Source source = _source.Open(arguments);
        if (ByteLookup.TryParse(expression, out string name, out ulong offset))
        {
            return ByteAnswers.Write(output, source, name, offset, arguments.GetValue(Json));
        }

        PathAnswers answers = new(source);
        BtfPathError? firstError = null;
        foreach (NamedObject part in source.Objects)
        {
            if (part.Object.TryResolvePath(expression, out BtfMemberPath path, out BtfPathError error))
            {
                answers.Add(part, path);
                if (source.IsKernel && part == source.First)
                {
                    // What the kernel itself has is meant; its modules are not opened for it.
                    break;
                }

                continue;
            }

            if (error.Code == BtfPathErrorCode.SyntaxError)
            {
                throw new ToolException(ExitCode.WrongUsage, error.Describe(System.Text.Encoding.UTF8.GetBytes(expression)));
            }

            // Another unit or a module may have the type, or another of the name. If none has, the first one's answer is the one to report.
            firstError = firstError is null || (error.Code != BtfPathErrorCode.NoSuchType && firstError.Value.Code == BtfPathErrorCode.NoSuchType) ? error : firstError;
            if (error.Code == BtfPathErrorCode.Ambiguous)
            {
                break;
            }
        }

        if (answers.Only is not { } answer)
        {
            string why = answers.Places ?? firstError!.Value.Describe(System.Text.Encoding.UTF8.GetBytes(expression)) + Hint(expression, firstError.Value, source);
            throw new ToolException(ExitCode.No, why);
        }

        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => WriteJson(json, expression, answer.ObjectName, answer.Path));
        }
        else
        {
            Write(output, expression, answer.Path);
        }

        return ExitCode.Done;
    }

    private static void Write(TextOutput output, string expression, in BtfMemberPath path)
    {
        string bit = path.IsBitfield || path.BitOffset % 8 != 0 ? $", bit {path.BitOffset % 8}" : "";
        string size = path.IsBitfield ? Plural(path.BitSize, "bit") : Plural(path.BitSize / 8, "byte");
        string crossed = path.PointersCrossed == 0 ? "" : $", after {Plural((ulong)path.PointersCrossed, "pointer")}";
        output.WriteLine(SafeText.Of($"{expression}: byte {path.ByteOffset}{bit}{crossed}, {size}, {path.Type}"));
    }

    private static string Hint(string expression, in BtfPathError error, Source source)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(expression);
        string name = System.Text.Encoding.UTF8.GetString(utf8.AsSpan(Math.Min(error.Position, utf8.Length)..Math.Min(error.Position + error.Length, utf8.Length)));
        IReadOnlyList<string> near = error.Code switch
        {
            BtfPathErrorCode.NoSuchType => NearNames.Of(name, [source.First.Object], BtfKinds.Struct | BtfKinds.Union | BtfKinds.Typedef),
            BtfPathErrorCode.NoSuchMember when error.Type.Underlying.TryAsComposite(out BtfComposite composite) =>
                NearNames.Of(name, [.. MemberNames(composite)]),
            _ => [],
        };
        return NearNames.Hint(near);
    }

    private static List<string> MemberNames(BtfComposite composite)
    {
        List<string> names = [];
        foreach (BtfMember member in composite.Members)
        {
            names.Add(member.Name.ToString());
        }

        return names;
    }

    private static string Plural(ulong count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";

    private static void WriteJson(Utf8JsonWriter json, string expression, string objectName, in BtfMemberPath path)
    {
        json.WriteStartObject();
        json.WriteString("path", expression);
        json.WriteString("object", objectName);
        json.WriteString("type", path.Type.ToString());
        json.WriteNumber("typeId", path.Type.Id);
        json.WriteNumber("byteOffset", path.ByteOffset);
        json.WriteNumber("bitOffset", path.BitOffset);
        json.WriteNumber("bitSize", path.BitSize);
        json.WriteBoolean("isBitfield", path.IsBitfield);
        json.WriteNumber("pointersCrossed", path.PointersCrossed);
        json.WriteEndObject();
    }
}

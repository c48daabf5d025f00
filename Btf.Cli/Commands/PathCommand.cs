using System.CommandLine;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf path</c>: where a member lies.</summary>
internal sealed class PathCommand : ToolCommand
{
    private readonly Argument<string> _expression = CommonSymbols.TypeName("EXPR", "A type and its members, as in task_struct.se.vruntime; -> crosses a pointer, [3] is an element");
    private readonly Argument<string?> _file = CommonSymbols.File();
    private readonly Option<string?> _base = CommonSymbols.Base();

    public PathCommand()
        : base(
            "path",
            "Tells byte and bit offset, size and type of a member",
            "btf path task_struct.se.vruntime",
            "btf path 'task_struct.mm->pgd' vmlinux.btf --json")
    {
        Add(_expression);
        Add(_file);
        Add(_base);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string expression = arguments.GetRequiredValue(_expression);
        using Source source = Source.Open(arguments.GetValue(_file), arguments.GetValue(_base));
        BtfPathError? firstError = null;
        foreach (NamedObject part in source.Objects)
        {
            if (part.Object.TryResolvePath(expression, out BtfMemberPath path, out BtfPathError error))
            {
                if (arguments.GetValue(Json))
                {
                    JsonText.Write(output, json => WriteJson(json, expression, part.Name, path));
                }
                else
                {
                    Write(output, expression, path);
                }

                return ExitCode.Done;
            }

            if (error.Code == BtfPathErrorCode.SyntaxError)
            {
                throw new ToolException(ExitCode.WrongUsage, error.Describe(System.Text.Encoding.UTF8.GetBytes(expression)));
            }

            // A module may have the type; if none has, the kernel's answer is the one to report.
            firstError ??= error;
            if (error.Code != BtfPathErrorCode.NoSuchType)
            {
                break;
            }
        }

        throw new ToolException(ExitCode.No, firstError!.Value.Describe(System.Text.Encoding.UTF8.GetBytes(expression)));
    }

    private static void Write(TextOutput output, string expression, in BtfMemberPath path)
    {
        string bit = path.IsBitfield || path.BitOffset % 8 != 0 ? $", bit {path.BitOffset % 8}" : "";
        string size = path.IsBitfield ? Plural(path.BitSize, "bit") : Plural(path.BitSize / 8, "byte");
        string crossed = path.PointersCrossed == 0 ? "" : $", after {Plural((ulong)path.PointersCrossed, "pointer")}";
        output.WriteLine($"{expression}: byte {path.ByteOffset}{bit}{crossed}, {size}, {path.Type}");
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

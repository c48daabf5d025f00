using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Something that BPF programs can attach to or call.</summary>
/// <param name="ObjectName">The object that has it.</param>
/// <param name="Type">The type that shows it.</param>
/// <param name="Name">Its name, as a program's section writes it.</param>
/// <param name="Prototype">The prototype; null where the data has none.</param>
/// <param name="Hidden">How many of the first parameters a program does not see.</param>
/// <param name="Tags">The tags that the kernel gives it, such as <c>bpf_fastcall</c>.</param>
/// <param name="Result">The type that it returns, where that differs from the prototype's.</param>
internal sealed record KernelHook(string ObjectName, BtfType Type, string Name, BtfFunctionPrototype? Prototype, int Hidden, IReadOnlyList<string> Tags, string? Result = null)
{
    private const int UsualLength = 512;

    /// <summary>The declaration as C writes it, with the hook's name.</summary>
    public string Declaration
    {
        get
        {
            if (Prototype is not { } prototype)
            {
                return Name;
            }

            string result = Result ?? prototype.ReturnType.ToString();
            DefaultInterpolatedStringHandler text = new(0, 0, CultureInfo.InvariantCulture, stackalloc char[UsualLength]);
            text.AppendFormatted(result);
            text.AppendLiteral(result.EndsWith('*') ? "" : " ");
            text.AppendFormatted(Name);
            text.AppendLiteral("(");
            foreach (BtfParameter parameter in prototype.Parameters)
            {
                if (parameter.Index >= Hidden)
                {
                    text.AppendLiteral(parameter.Index == Hidden ? "" : ", ");
                    text.AppendFormatted(parameter.ToString());
                }
            }

            text.AppendLiteral(prototype.Parameters.Count <= Hidden ? "void)" : ")");
            if (Tags.Count > 0)
            {
                text.AppendFormatted($" /* {string.Join(", ", Tags)} */");
            }

            return text.ToStringAndClear();
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("object", ObjectName);
        json.WriteNumber("id", Type.Id);
        json.WriteString("name", Name);
        json.WriteString("declaration", Declaration);
        if (Prototype is { } prototype)
        {
            json.WriteNumber("returnTypeId", Result is null ? prototype.ReturnTypeId : 0);
            json.WriteString("returnType", Result ?? prototype.ReturnType.ToString());
            ShowJson.WriteParameters(json, Parameters(prototype));
        }

        json.WriteStartArray("tags");
        foreach (string tag in Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private List<BtfParameter> Parameters(BtfFunctionPrototype prototype)
    {
        List<BtfParameter> parameters = new(prototype.Parameters.Count);
        foreach (BtfParameter parameter in prototype.Parameters)
        {
            if (parameter.Index >= Hidden)
            {
                parameters.Add(parameter);
            }
        }

        return parameters;
    }
}

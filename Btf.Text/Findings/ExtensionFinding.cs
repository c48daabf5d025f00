using System.Text.Json;
using Btf.Core.Programs;

namespace Btf.Text;

/// <summary>A rule that the <c>.BTF.ext</c> section of a BPF object breaks.</summary>
public sealed record ExtensionFinding(string Code, string Rule, string Message, string Section, uint Instruction, long ByteOffset) : IToldFinding
{
    public static ExtensionFinding Of(BtfExtensionFinding finding) =>
        new(finding.Code.ToString(), finding.Rule, finding.Message, finding.SectionName, finding.InstructionOffset, finding.ByteOffset);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code", Code);
        json.WriteString("rule", Rule);
        json.WriteString("in", ".BTF.ext");
        json.WriteString("section", Section);
        json.WriteNumber("instructionOffset", Instruction);
        json.WriteNumber("byteOffset", ByteOffset);
        json.WriteEndObject();
    }

    public override string ToString() => Message;
}

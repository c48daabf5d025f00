using System.Text;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>
/// The strings that a program's records refer to. Each is made once, because many records share one, and cut at a length, because records of a hostile file
/// may all refer to one that is as long as the file.
/// </summary>
internal sealed class ProgramTexts(BtfObject btf)
{
    // A line of source text or an access string may be long. Names of ELF sections are cut where the reader of the ELF file cuts them.
    private const int LongestText = 4096;
    private readonly Dictionary<uint, string> _texts = [];
    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<(uint Type, uint Access, BtfCoreRelocationKind Kind), string> _relocations = [];

    /// <summary>Returns a text; empty if it does not exist.</summary>
    public string Of(BtfString text) => Find(_texts, text.Offset, LongestText, "…");

    /// <summary>Returns the name of an ELF section; empty if it does not exist.</summary>
    public string NameOf(BtfString name) => Find(_names, name.Offset, BpfElfReader.LongestName, "");

    /// <summary>Returns a relocation as llvm-objdump prints it.</summary>
    public string Of(BtfCoreRelocation relocation)
    {
        (uint, uint, BtfCoreRelocationKind) key = (relocation.TypeId, relocation.AccessPath.Offset, relocation.Kind);
        if (!_relocations.TryGetValue(key, out string? text))
        {
            _relocations[key] = text = relocation.ToString();
        }

        return text;
    }

    private string Find(Dictionary<uint, string> known, uint offset, int most, string mark)
    {
        if (!known.TryGetValue(offset, out string? text))
        {
            known[offset] = text = Read(btf, offset, most, mark);
        }

        return text;
    }

    /// <summary>Returns a string, cut at a length and with a mark if it was cut; empty if it does not exist.</summary>
    public static string Read(BtfObject btf, uint offset, int most, string mark)
    {
        bool exists = btf.TryReadString(offset, out ReadOnlySpan<byte> utf8, most + 1);
        bool isCut = utf8.Length > most;
        string text = !exists ? "" : Encoding.UTF8.GetString(isCut ? utf8[..most] : utf8) + (isCut ? mark : "");
        GC.KeepAlive(btf);
        return text;
    }
}

using System.Text;

namespace Btf.Core;

/// <summary>The section table of an ELF file and its names. It copies neither.</summary>
internal readonly ref struct ElfSectionTable
{
    private const int ListedSections = 60;
    private const int ListedNameLength = 64;
    private const int LongestName = 64;

    private readonly ElfHeader _header;
    private readonly ReadOnlySpan<byte> _table;
    private readonly ReadOnlySpan<byte> _names;
    private readonly ulong _fileLength;

    /// <summary>Describes a table.</summary>
    /// <param name="header">The header, completed by the first entry if necessary.</param>
    /// <param name="table">All bytes of the table.</param>
    /// <param name="names">The bytes of the section of names.</param>
    /// <param name="fileLength">The file's length.</param>
    public ElfSectionTable(in ElfHeader header, ReadOnlySpan<byte> table, ReadOnlySpan<byte> names, long fileLength)
    {
        _header = header;
        _table = table;
        _names = names;
        _fileLength = (ulong)fileLength;
    }

    private int Count => (int)_header.Count;

    /// <summary>The section at an index, which must exist.</summary>
    public ElfSection this[int index] =>
        ElfSection.Read(_table[(int)(index * _header.EntrySize)..], _header.Is64, _header.IsSwapped);

    /// <summary>Returns the index of the first section with a name, which must be ASCII; -1 if there is none.</summary>
    public int IndexOf(string name)
    {
        Span<byte> terminated = stackalloc byte[LongestName];
        int length = Encoding.ASCII.GetBytes(name, terminated);
        terminated[length] = 0;
        return IndexOf(terminated[..(length + 1)]);
    }

    /// <summary>Checks that a section has content, and that it overlaps nothing else.</summary>
    public BtfError Check(int index, string name)
    {
        ElfSection section = this[index];
        if (section.IsNoBits)
        {
            return Error(index, $"The ELF section {name} is of type NOBITS: it has no content in the file");
        }

        if (!section.IsInside(_fileLength))
        {
            return Error(index, $"The ELF section {name} of {section.Size} bytes from byte {section.Offset} leaves the file, which has {_fileLength} bytes");
        }

        if (section.Size > int.MaxValue)
        {
            return Error(index, $"The ELF section {name} has {section.Size} bytes; more than {int.MaxValue} are not supported");
        }

        if (section.Size == 0)
        {
            return default;
        }

        if (section.Offset < (ulong)_header.Length || section.Overlaps(_header.TableOffset, _header.TableLength))
        {
            return Error(index, $"The ELF section {name} overlaps the file's headers");
        }

        for (int i = 0; i < Count; i++)
        {
            ElfSection other = this[i];
            if (i != index && other.HasBytes && section.Overlaps(other.Offset, other.Size))
            {
                return Error(index, $"The ELF section {name} overlaps section {i}, '{NameOf(other)}'");
            }
        }

        return default;
    }

    /// <summary>Returns the names of the sections for a message; if there are very many, only the first.</summary>
    public string ListNames()
    {
        List<string> names = [];
        for (int i = 1; i < Count && i <= ListedSections; i++)
        {
            names.Add(NameOf(this[i]));
        }

        string more = Count - 1 > ListedSections ? $" and {Count - 1 - ListedSections} more" : "";
        return names.Count == 0 ? "it has none" : $"it has {string.Join(' ', names)}{more}";
    }

    private int IndexOf(ReadOnlySpan<byte> terminatedName)
    {
        for (int i = 0; i < Count; i++)
        {
            uint offset = this[i].NameOffset;

            // Compares without searching for the name's end, because hostile names may all share one long tail.
            if (offset < (uint)_names.Length && _names[(int)offset..].StartsWith(terminatedName))
            {
                return i;
            }
        }

        return -1;
    }

    private string NameOf(in ElfSection section)
    {
        if (section.NameOffset >= (uint)_names.Length)
        {
            return "(no name)";
        }

        ReadOnlySpan<byte> rest = _names[(int)section.NameOffset..];
        rest = rest[..Math.Min(rest.Length, ListedNameLength)];
        int end = rest.IndexOf((byte)0);
        var text = new StringBuilder(Encoding.Latin1.GetString(end < 0 ? rest : rest[..end]));
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = char.IsControl(text[i]) ? '?' : text[i];
        }

        return text.Length == 0 ? "(no name)" : text.ToString();
    }

    private BtfError Error(int index, string text) =>
        new(BtfErrorCode.BadElf, (long)_header.TableOffset + (index * _header.EntrySize), text: text);
}

using System.Text;
using Btf.Core;
using Btf.Explorer.Browser;

namespace Btf.Explorer.Searching;

/// <summary>The names and kinds of an object's own types as plain arrays, and its strings in small letters: a search as you type reads nothing else.</summary>
internal sealed class SearchIndex
{
    private const int Batch = 1024;

    private SearchIndex(BtfObject btf, SearchIndex? below)
    {
        Object = btf;
        Below = below;
        FirstStringOffset = below is null ? 0 : below.FirstStringOffset + (uint)below.Strings.Length;
        Names = new uint[btf.Types.Count];
        Kinds = new byte[Names.Length];
        BtfHeader header = btf.Header;
        Strings = new byte[header.StringLength];
        _stringStart = (int)(header.HeaderLength + header.StringOffset);
    }

    private readonly int _stringStart;

    public BtfObject Object { get; }

    /// <summary>The index of the object's base; null if it has none.</summary>
    public SearchIndex? Below { get; }

    /// <summary>The offset of the first of the object's own strings.</summary>
    public uint FirstStringOffset { get; }

    /// <summary>The offset of each type's name, in the order of ids.</summary>
    public uint[] Names { get; }

    /// <summary>The kind of each type, in the order of ids.</summary>
    public byte[] Kinds { get; }

    /// <summary>How many types there are of each kind.</summary>
    public int[] Counts { get; } = new int[256];

    /// <summary>The object's own strings, with letters made small.</summary>
    public byte[] Strings { get; }

    /// <summary>Whether the object has been asked for a name, so that the next answer takes little time.</summary>
    public bool HasNames { get; private set; }

    /// <summary>Asks the object for a name, which takes a tenth of a second for a kernel: the object then makes its table of names.</summary>
    public void PrepareNames()
    {
        if (!HasNames)
        {
            Below?.PrepareNames();
            _ = Object.FindTypes("task_struct"u8).TryGetFirst(out _);
            HasNames = true;
        }
    }

    /// <summary>Reads an object. Takes less than a tenth of a second for a kernel, in slices.</summary>
    public static async Task<SearchIndex> BuildAsync(BtfObject btf, SearchIndex? below, Slices slices)
    {
        SearchIndex index = new(btf, below);
        for (int start = 0; start < index.Strings.Length; start += Batch * 64)
        {
            index.ReadStrings(start, Math.Min(start + (Batch * 64), index.Strings.Length));
            if (slices.IsOver)
            {
                await slices.RestAsync();
            }
        }

        for (int start = 0; start < index.Names.Length; start += Batch)
        {
            index.ReadTypes(start, Math.Min(start + Batch, index.Names.Length));
            if (slices.IsOver)
            {
                await slices.RestAsync();
            }
        }

        return index;
    }

    /// <summary>Returns the bytes of a name in small letters; empty if there is no such name.</summary>
    public ReadOnlySpan<byte> LowerName(uint offset)
    {
        if (offset < FirstStringOffset)
        {
            return Below is null ? default : Below.LowerName(offset);
        }

        uint own = offset - FirstStringOffset;
        if (own >= (uint)Strings.Length)
        {
            return default;
        }

        ReadOnlySpan<byte> rest = Strings.AsSpan((int)own);
        int end = rest.IndexOf((byte)0);
        return end < 0 ? rest : rest[..end];
    }

    private void ReadStrings(int start, int end)
    {
        ReadOnlySpan<byte> from = Object.RawData.Slice(_stringStart + start, end - start);
        Span<byte> to = Strings.AsSpan(start, end - start);
        while (!from.IsEmpty)
        {
            _ = Ascii.ToLower(from, to, out int written);
            while (written < from.Length && (from[written] >= 0x80 || written % 64 != 0))
            {
                byte letter = from[written];
                to[written++] = letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
            }

            from = from[written..];
            to = to[written..];
        }
    }

    private void ReadTypes(int start, int end)
    {
        // Plain variables, because the browser's runtime interprets each use of a property.
        uint first = Object.FirstTypeId;
        uint[] names = Names;
        byte[] kinds = Kinds;
        int[] counts = Counts;
        BtfRecordReader reader = Object.GetReader();
        for (int i = start; i < end; i++)
        {
            BtfRecord record = reader[first + (uint)i];
            byte kind = (byte)record.Kind;
            names[i] = record.NameOffset;
            kinds[i] = kind;
            counts[kind]++;
        }
    }
}

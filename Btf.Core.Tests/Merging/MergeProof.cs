using System.Runtime.InteropServices;
using System.Text;

namespace Btf.Core.Tests.Merging;

/// <summary>
/// Proves that a rewrite lost nothing: each type of the source has the same words as its replacement, with names compared as text and ids mapped. Only a
/// declaration (FWD, or an enumeration without values) may have become a definition with its name, also behind an id. It reads the words without the library.
/// </summary>
internal sealed class MergeProof
{
    private readonly BtfObject _source;
    private readonly BtfRewrite _rewrite;
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly int[] _ofBase;
    private readonly Dictionary<(bool, uint), string> _texts = [];
    private readonly HashSet<(uint, uint)> _shown = [];
    private readonly HashSet<(uint, uint)> _pairs = [];
    private readonly Stack<(uint Old, uint Now)> _work = [];

    public MergeProof(BtfObject source, BtfRewrite rewrite)
    {
        _source = source;
        _rewrite = rewrite;
        _from = Offsets(Words(source));
        _to = Offsets(Words(rewrite.Result));
        _ofBase = source.Base is null ? [] : Offsets(Words(source.Base));
    }

    /// <summary>Describes the first types that differ from their replacements.</summary>
    public List<string> Differences()
    {
        var found = new List<string>();
        for (uint id = _source.FirstTypeId; id < _source.NextTypeId && found.Count < 20; id++)
        {
            if (Difference(id) is { } difference)
            {
                found.Add($"{_source[id]} became {_rewrite.Result[_rewrite.Map(id)]}: {difference}");
            }
        }

        return found;
    }

    /// <summary>Lists types of the result with exactly the same words, including ids. After a merge there must be none.</summary>
    public int EqualLeft()
    {
        var seen = new HashSet<string>();
        int equal = 0;
        for (uint id = _rewrite.Result.FirstTypeId; id < _rewrite.Result.NextTypeId; id++)
        {
            ReadOnlySpan<uint> record = Record(_rewrite.Result, _to, id);
            bool mayStay = Kind(record) is BtfKind.Var or BtfKind.DataSec;
            equal += mayStay || seen.Add(Convert.ToHexString(MemoryMarshal.AsBytes(record))) ? 0 : 1;
        }

        return equal;
    }

    private string? Difference(uint id)
    {
        _pairs.Clear();
        _work.Clear();
        _work.Push((id, _rewrite.Map(id)));
        while (_work.TryPop(out (uint Old, uint Now) pair))
        {
            if (!_shown.Contains(pair) && _pairs.Add(pair) && RecordDifference(pair.Old, pair.Now) is { } difference)
            {
                return difference;
            }
        }

        // The assumptions of the walk hold, because it found no difference.
        _shown.UnionWith(_pairs);
        return null;
    }

    private string? RecordDifference(uint id, uint newId)
    {
        ReadOnlySpan<uint> old = RecordOf(_source, _from, id);
        ReadOnlySpan<uint> now = RecordOf(_rewrite.Result, _to, newId);
        if (old.IsEmpty || now.IsEmpty)
        {
            return id == newId ? null : "void and another type";
        }

        if (!SameName(old[0], now[0]))
        {
            return "another name";
        }

        BtfKind kind = Kind(old);
        if (old[1] != now[1] || old.Length != now.Length)
        {
            return IsDefinition(old, now) ? null : $"{_source[id]} and {_rewrite.Result[newId]} are of another kind, flag or number of elements";
        }

        for (int word = 2; word < old.Length; word++)
        {
            (bool isId, bool isName) = Role(kind, word);
            if (isId)
            {
                // If the map confirms the id, that pair is compared in its own turn.
                if (_rewrite.Map(old[word]) != now[word])
                {
                    _work.Push((old[word], now[word]));
                }
            }
            else if (isName ? !SameName(old[word], now[word]) : old[word] != now[word])
            {
                return $"word {word} of {_source[id]} and {_rewrite.Result[newId]} is {old[word]} and {now[word]}";
            }
        }

        return null;
    }

    private static bool IsDefinition(ReadOnlySpan<uint> declaration, ReadOnlySpan<uint> record) => Kind(declaration) switch
    {
        BtfKind.Fwd => Kind(record) == (declaration[1] >> 31 == 0 ? BtfKind.Struct : BtfKind.Union),
        BtfKind.Enum or BtfKind.Enum64 => declaration.Length == 3 && Kind(record) is BtfKind.Enum or BtfKind.Enum64,
        _ => false,
    };

    private bool SameName(uint old, uint now) => Text(_source, old) == Text(_rewrite.Result, now);

    private string Text(BtfObject btf, uint offset)
    {
        if (!_texts.TryGetValue((btf == _source, offset), out string? text))
        {
            text = Encoding.Latin1.GetString(btf.ReadString(offset, BtfObject.NoPlace));
            _texts.Add((btf == _source, offset), text);
        }

        return text;
    }

    // Both sides have the same base. Void has no record.
    private ReadOnlySpan<uint> RecordOf(BtfObject btf, int[] offsets, uint id) =>
        id == 0 ? default : id < btf.FirstTypeId ? Record(btf.Base!, _ofBase, id) : Record(btf, offsets, id);

    private static BtfKind Kind(ReadOnlySpan<uint> record) => (BtfKind)((record[1] >> 24) & 0x7F);

    private static (bool IsId, bool IsName) Role(BtfKind kind, int word) => kind switch
    {
        BtfKind.Ptr or BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const or BtfKind.Restrict or BtfKind.Func or BtfKind.Var or BtfKind.DeclTag or BtfKind.TypeTag => (word == 2, false),
        BtfKind.Array => (word is 3 or 4, false),
        BtfKind.Struct or BtfKind.Union => ((word - 3) % 3 == 1 && word > 2, (word - 3) % 3 == 0 && word > 2),
        BtfKind.Enum => (false, word > 2 && (word - 3) % 2 == 0),
        BtfKind.Enum64 => (false, word > 2 && (word - 3) % 3 == 0),
        BtfKind.FuncProto => (word == 2 || (word - 3) % 2 == 1, word > 2 && (word - 3) % 2 == 0),
        BtfKind.DataSec => (word > 2 && (word - 3) % 3 == 0, false),
        _ => (false, false),
    };

    private static ReadOnlySpan<uint> Words(BtfObject btf)
    {
        ReadOnlySpan<byte> data = btf.RawData;
        ReadOnlySpan<uint> header = MemoryMarshal.Cast<byte, uint>(data);
        return MemoryMarshal.Cast<byte, uint>(data.Slice((int)(header[1] + header[2]), (int)header[3]));
    }

    private static int[] Offsets(ReadOnlySpan<uint> words)
    {
        var offsets = new List<int>();
        for (int at = 0; at < words.Length; at += Length(words[at..]))
        {
            offsets.Add(at);
        }

        return [.. offsets, words.Length];
    }

    private static int Length(ReadOnlySpan<uint> record)
    {
        int elements = (int)(record[1] & 0xFFFFFF);
        return 3 + Kind(record) switch
        {
            BtfKind.Int or BtfKind.Var or BtfKind.DeclTag => 1,
            BtfKind.Array => 3,
            BtfKind.Struct or BtfKind.Union or BtfKind.DataSec or BtfKind.Enum64 => 3 * elements,
            BtfKind.Enum or BtfKind.FuncProto => 2 * elements,
            _ => 0,
        };
    }

    private static ReadOnlySpan<uint> Record(BtfObject btf, int[] offsets, uint id)
    {
        int index = (int)(id - Math.Max(1, btf.FirstTypeId));
        return Words(btf)[offsets[index]..offsets[index + 1]];
    }
}

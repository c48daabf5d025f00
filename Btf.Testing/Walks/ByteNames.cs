using System.Text;

namespace Btf.Testing;

/// <summary>The ids of each name of a chain of objects, compared byte for byte, from a plain walk over all types.</summary>
public sealed class ByteNames
{
    private readonly Dictionary<string, List<uint>> _ids = new() { [""] = [] };

    public ByteNames(BtfObject btf)
    {
        foreach (BtfType type in btf.AllTypes)
        {
            if (type.Name.TryGetUtf8(out ReadOnlySpan<byte> name) && (!name.IsEmpty || type.Kind.CanHaveName()))
            {
                string key = Encoding.Latin1.GetString(name);
                if (!_ids.TryGetValue(key, out List<uint>? ids))
                {
                    _ids[key] = ids = [];
                }

                ids.Add(type.Id);
            }
        }
    }

    /// <summary>The bytes of every name, including the empty one.</summary>
    public IEnumerable<byte[]> All => _ids.Keys.Select(Encoding.Latin1.GetBytes);

    /// <summary>Every name, and similar names.</summary>
    public IEnumerable<byte[]> AllAndNear => All.SelectMany(name => (byte[][])[name, .. Near(name)]);

    public IReadOnlyList<uint> Find(ReadOnlySpan<byte> name) => _ids.GetValueOrDefault(Encoding.Latin1.GetString(name), []);

    /// <summary>Returns the names for which a look-up finds other ids than the walk, as text for a message.</summary>
    public List<string> WrongIn(BtfObject btf, IEnumerable<byte[]> names) =>
        [.. names.Where(name => !btf.FindTypes(name).ToIds().SequenceEqual(Find(name))).Select(Encoding.Latin1.GetString)];

    private static IEnumerable<byte[]> Near(byte[] name) => name.Length == 0
        ? ["~"u8.ToArray(), "\0"u8.ToArray()]
        : [[.. name, (byte)'~'], [(byte)'~', .. name], [.. name, 0], name[1..], name[..^1], [.. name[..^1], (byte)(name[^1] ^ 1)]];
}

using System.Text;

namespace Btf.Testing;

/// <summary>The string section of <see cref="BtfBuilder"/>. The string offsets of a split object continue those of its base.</summary>
public sealed class BuilderStrings
{
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<string, uint> _offsets = [];
    private readonly uint _firstOffset;

    public BuilderStrings(uint firstOffset, BuilderStrings? shared = null)
    {
        _firstOffset = firstOffset;
        if (shared is not null)
        {
            _offsets = new(shared._offsets);
        }

        if (firstOffset == 0)
        {
            _bytes.Add(0);
        }
    }

    /// <summary>The offset that the next new string will have.</summary>
    public uint NextOffset => _firstOffset + (uint)_bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    /// <summary>Adds a string and returns its offset; 0 for the empty string. With <paramref name="deduplicate"/> an equal string is reused.</summary>
    public uint Add(ReadOnlySpan<byte> utf8, bool deduplicate)
    {
        if (utf8.IsEmpty)
        {
            return 0;
        }

        string key = Encoding.Latin1.GetString(utf8);
        if (deduplicate && _offsets.TryGetValue(key, out uint known))
        {
            return known;
        }

        uint offset = NextOffset;
        _bytes.AddRange(utf8);
        _bytes.Add(0);
        _offsets[key] = offset;
        return offset;
    }
}

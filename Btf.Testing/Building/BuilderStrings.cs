using System.Text;

namespace Btf.Testing;

/// <summary>The string section that <see cref="BtfBuilder"/> fills; offsets of a split's strings go on from its base's.</summary>
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

    /// <summary>The offset of the string; 0 for the empty one. With <paramref name="deduplicate"/> an equal string is found again.</summary>
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

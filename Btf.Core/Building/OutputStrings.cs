using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>The string section of a new object: each name once, in the order in which they are added; names that the base has are not stored again.</summary>
internal sealed class OutputStrings
{
    private readonly NameNumbers _names;
    private readonly uint _baseEnd;
    private readonly uint _knownEnd;
    private readonly uint[] _offsets;
    private readonly List<int> _stored = [];
    private uint _next;

    /// <summary>Starts a string section.</summary>
    /// <param name="names">The names. The base's are those with the lowest offsets.</param>
    /// <param name="baseEnd">Where the base's strings end; 0 without a base.</param>
    public OutputStrings(NameNumbers names, uint baseEnd)
    {
        _names = names;
        _baseEnd = baseEnd;
        _knownEnd = baseEnd;
        _offsets = new uint[names.Count];

        // The empty name, which an object with a base takes from there.
        _next = baseEnd == 0 ? 1 : baseEnd;
    }

    private OutputStrings(OutputStrings newBase)
    {
        _names = newBase._names;
        _baseEnd = newBase._next;
        _next = newBase._next;
        _offsets = [.. newBase._offsets];
    }

    /// <summary>The section's length in bytes.</summary>
    public int Length => (int)(_next - _baseEnd);

    /// <summary>Starts the string section of an object whose base has this one.</summary>
    public OutputStrings Split() => new(this);

    /// <summary>The offset of a name, which is stored unless it is already.</summary>
    public uint Add(int number)
    {
        uint known = _offsets[number];
        return known != 0 || number == 0 ? known : Store(number);
    }

    /// <summary>Writes the section.</summary>
    public void CopyTo(Span<byte> section)
    {
        int place = _baseEnd == 0 ? 1 : 0;
        foreach (int number in _stored)
        {
            ReadOnlySpan<byte> text = _names.TextOf(number);
            text.CopyTo(section[place..]);
            place += text.Length + 1;
        }
    }

    private uint Store(int number)
    {
        uint offset = _names.OffsetOf(number);
        int container = _names.ContainerOf(number);
        if (offset >= _knownEnd && container != number)
        {
            offset = Add(container) + (offset - _names.OffsetOf(container));
        }
        else if (offset >= _knownEnd)
        {
            _stored.Add(number);
            offset = _next;
            ulong next = (ulong)_next + (uint)_names.TextOf(number).Length + 1;
            if (next > int.MaxValue)
            {
                new BtfError(BtfErrorCode.TextTooLarge).Throw();
            }

            _next = (uint)next;
        }

        _offsets[number] = offset;
        return offset;
    }
}

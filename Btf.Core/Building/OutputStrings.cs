using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>The string section of a new object. Each name is stored once, in the order of arrival, and not at all if the base has it.</summary>
internal sealed class OutputStrings
{
    private readonly NameNumbers _names;
    private readonly uint _baseEnd;
    private readonly WorkArray<uint> _offsets;

    // The names in the order of the section.
    private readonly WorkArray<int> _stored;
    private int _storedCount;
    private uint _next;

    /// <summary>Starts a string section.</summary>
    /// <param name="names">The names. Those of the base have the lowest offsets.</param>
    /// <param name="baseEnd">The end of the base's strings; 0 without a base.</param>
    public OutputStrings(NameNumbers names, uint baseEnd)
    {
        _names = names;
        _baseEnd = baseEnd;
        _offsets = names.Arena.Take<uint>(names.Count);
        _stored = names.Arena.Take<int>(names.Count);

        // Offset 0 is the empty name. An object with a base uses the base's.
        _next = baseEnd == 0 ? 1 : baseEnd;
    }

    /// <summary>The section's length in bytes.</summary>
    public int Length => (int)(_next - _baseEnd);

    /// <summary>Returns the offset of a name, and stores it if it is new.</summary>
    public uint Add(int number)
    {
        uint known = _offsets[number];
        return known != 0 || number == 0 ? known : Store(number);
    }

    /// <summary>Writes the section.</summary>
    public void CopyTo(Span<byte> section)
    {
        int place = _baseEnd == 0 ? 1 : 0;
        foreach (int number in _stored.AsSpan(0, _storedCount))
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
        if (offset >= _baseEnd && container != number)
        {
            offset = Add(container) + (offset - _names.OffsetOf(container));
        }
        else if (offset >= _baseEnd)
        {
            _stored[_storedCount++] = number;
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

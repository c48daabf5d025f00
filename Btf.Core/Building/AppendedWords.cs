namespace Btf.Core.Building;

/// <summary>
/// Maps the words of an object whose types are appended to others. The object's own ids move by the same distance; its own names are added to the new strings
/// when they are used.
/// </summary>
/// <param name="source">The object.</param>
/// <param name="ids">The new ids. A base's ids do not change.</param>
/// <param name="names">The new strings. Offsets in the base's strings do not change.</param>
internal struct AppendedWords(BtfObject source, ShiftedIds ids, SourceNames names) : ICheckingWordMap
{
    private readonly uint _firstOwnString = source.FirstStringOffset;
    private readonly uint _stringEnd = source.NextStringOffset;

    /// <inheritdoc/>
    public bool IsWrong { get; private set; }

    public uint MapId(uint id)
    {
        IsWrong |= id >= ids.End;
        return ids.Map(id);
    }

    public uint MapName(uint offset)
    {
        if (offset < _firstOwnString || offset == 0)
        {
            return offset;
        }

        if (offset < _stringEnd)
        {
            return names.Map(offset - _firstOwnString);
        }

        IsWrong = true;
        return 0;
    }
}

namespace Btf.Core.Building;

/// <summary>Maps the words of an object whose types are appended to others. Its own ids move together; its own names go to the new strings as they come.</summary>
/// <param name="source">The object.</param>
/// <param name="ids">The new ids. Those of the base stay.</param>
/// <param name="names">The new strings. Offsets in the base's strings stay.</param>
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

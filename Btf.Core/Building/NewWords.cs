using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>Turns an object's ids into new ones, and its string offsets into those of new strings, to which names are added as they come.</summary>
/// <param name="ids">By id: the new one.</param>
/// <param name="names">The names.</param>
/// <param name="strings">The new strings.</param>
/// <param name="places">Where the object's strings stand among the names.</param>
internal readonly struct NewWords(uint[] ids, NameNumbers names, OutputStrings strings, NamePlaces places) : IWordMap
{
    public uint MapId(uint id) => ids[id];

    public uint MapName(uint offset) => strings.Add(names.Of(places.Of(offset)));
}

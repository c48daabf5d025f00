using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>Maps an object's ids and string offsets to those of a new object. Names are added to the new strings as they come.</summary>
/// <param name="ids">The new ids, indexed by the old.</param>
/// <param name="names">The names.</param>
/// <param name="strings">The new strings.</param>
/// <param name="places">The places of the object's strings among the names.</param>
internal readonly struct NewWords(uint[] ids, NameNumbers names, OutputStrings strings, NamePlaces places) : IWordMap
{
    public uint MapId(uint id) => ids[id];

    public uint MapName(uint offset) => strings.Add(names.Of(places.Of(offset)));
}

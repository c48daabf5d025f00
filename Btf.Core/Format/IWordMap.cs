namespace Btf.Core;

/// <summary>Replaces the type ids and string offsets of records. Implementations are structs, so that the calls are inlined.</summary>
internal interface IWordMap
{
    /// <summary>Returns the new value of a type id.</summary>
    uint MapId(uint id);

    /// <summary>Returns the new value of a string offset.</summary>
    uint MapName(uint offset);
}

namespace Btf.Core;

/// <summary>Gives the words of records that are type ids or string offsets new values. A struct, so that its calls are inlined.</summary>
internal interface IWordMap
{
    /// <summary>Returns the new value of a type id.</summary>
    uint MapId(uint id);

    /// <summary>Returns the new value of a string offset.</summary>
    uint MapName(uint offset);
}

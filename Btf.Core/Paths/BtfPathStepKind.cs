namespace Btf.Core;

/// <summary>The kinds of steps of a member path.</summary>
public enum BtfPathStepKind
{
    /// <summary>The first step: the type that the path starts with.</summary>
    Start = 0,

    /// <summary>Steps to a member.</summary>
    Member,

    /// <summary>Steps to an element of an array.</summary>
    Index,

    /// <summary>Crosses a pointer. Offsets start from 0 in its target.</summary>
    Dereference,
}

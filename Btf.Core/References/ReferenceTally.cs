namespace Btf.Core;

/// <summary>What the build of a <see cref="ReferenceIndex"/> keeps for each type that may be referred to. Both words are touched together.</summary>
internal struct ReferenceTally
{
    /// <summary>The last type seen that refers to this one, by which a second reference from it is known; 0 for none.</summary>
    public uint LastReferrer;

    /// <summary>How many refer to it; later, where the next one is to be written.</summary>
    public uint Count;
}

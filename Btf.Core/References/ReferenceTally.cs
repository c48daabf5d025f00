namespace Btf.Core;

/// <summary>The entry of a type during the build of a <see cref="ReferenceIndex"/>. Both words are used together.</summary>
internal struct ReferenceTally
{
    /// <summary>The last type that was seen to refer to this one, to ignore its further references; 0 for none.</summary>
    public uint LastReferrer;

    /// <summary>The number of types that refer to it; later, the place for the next referrer.</summary>
    public uint Count;
}

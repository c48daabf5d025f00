namespace Btf.Core.Tests;

/// <summary>Results about references and walks over them, each on its first element, from before the object is disposed.</summary>
public sealed class SurfaceReferences : IDisposable
{
    private BtfFunctionMatches.Enumerator _functionWalk;

    public SurfaceReferences(BtfObject btf)
    {
        ArgumentNullException.ThrowIfNull(btf);
        Number = btf[1];
        Tagged = btf[4];
        Referrers = btf.FindReferrers(Number);
        Functions = btf.FindFunctionsTaking(Number);
        Tags = btf.FindDeclTags(Tagged);
        var referrerWalk = Referrers.GetEnumerator();
        var tagWalk = Tags.GetEnumerator();
        _functionWalk = Functions.GetEnumerator();
        Started = referrerWalk.MoveNext() && tagWalk.MoveNext() && _functionWalk.MoveNext();
        ReferrerWalk = referrerWalk;
        TagWalk = tagWalk;
    }

    /// <summary>Whether every walk has a current element.</summary>
    public bool Started { get; }

    /// <summary>A type that other types refer to, and that functions take and return; in a split object, a type of its base.</summary>
    public BtfType Number { get; }

    /// <summary>A type with declaration tags; in a split object, a type of its base.</summary>
    public BtfType Tagged { get; }

    public BtfTypeReferrers Referrers { get; }

    public BtfFunctionMatches Functions { get; }

    public BtfDeclTagMatches Tags { get; }

    public BtfTypeReferrers.Enumerator ReferrerWalk { get; }

    public BtfDeclTagMatches.Enumerator TagWalk { get; }

    // Callers that take a copy must not dispose it, because the sample returns the memory.
    public BtfFunctionMatches.Enumerator FunctionWalk => _functionWalk;

    public void Dispose() => _functionWalk.Dispose();
}

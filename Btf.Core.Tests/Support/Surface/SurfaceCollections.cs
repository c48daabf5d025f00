namespace Btf.Core.Tests;

/// <summary>
/// A collection of a sample's object, its base if it has one, and a module on top, and results of the collection from before it is disposed.
/// </summary>
public sealed class SurfaceCollections : IDisposable
{
    public const string ModuleName = "module";

    /// <summary>Borrows the object and its base; the module is the collection's own.</summary>
    public SurfaceCollections(BtfObject btf, BtfObject module)
    {
        ArgumentNullException.ThrowIfNull(btf);
        All = new BtfCollection(btf.Base ?? btf, leaveOpen: true);
        if (btf.Base is not null)
        {
            All.Add("split", btf, leaveOpen: true);
        }

        All.Add(ModuleName, module);
        Matches = All.FindTypes(SurfaceSample.SharedName);
        Anonymous = All.FindTypes("");
        var objectWalk = All.GetEnumerator();
        var matchWalk = Matches.GetEnumerator();
        Started = objectWalk.MoveNext() && matchWalk.MoveNext();
        ObjectWalk = objectWalk;
        MatchWalk = matchWalk;
        Entry = objectWalk.Current;
        Match = matchWalk.Current;
    }

    public BtfCollection All { get; }

    /// <summary>Whether every walk has a current element.</summary>
    public bool Started { get; }

    public BtfCollectionMatches Matches { get; }

    public BtfCollectionMatches Anonymous { get; }

    public BtfCollection.Enumerator ObjectWalk { get; }

    public BtfCollectionMatches.Enumerator MatchWalk { get; }

    public BtfCollectionEntry Entry { get; }

    public BtfCollectionMatch Match { get; }

    public BtfCollectionFailure Failure { get; } = new("broken", new BtfError(BtfErrorCode.BadMagic, 0));

    public void Dispose() => All.Dispose();
}

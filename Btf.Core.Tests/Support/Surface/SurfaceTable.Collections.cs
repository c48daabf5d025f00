namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Collections =>
    [
        new("BtfCollection.Base", s => _ = s.Collections.All.Base, SurfaceTraits.ReadsNothing),
        new("BtfCollection.Names", s => _ = s.Collections.All.Names),
        new("BtfCollection.Failures", s => _ = s.Collections.All.Failures, SurfaceTraits.Allocates),
        new("BtfCollection[String]", s => _ = s.Collections.All[BtfCollection.BaseName]),
        new("BtfCollection[String]", s => _ = s.Collections.All[SurfaceCollections.ModuleName]),
        new("BtfCollection.TryGetObject(String, out BtfObject)", s => s.Collections.All.TryGetObject(SurfaceCollections.ModuleName, out _)),
        new("BtfCollection.TryGetObject(String, out BtfObject)", s => s.Collections.All.TryGetObject("missing", out _)),
        new("BtfCollection.LoadAll()", s => s.Collections.All.LoadAll()),
        new("BtfCollection.Add(String, BtfObject, Boolean)", s => AddAndRemove(s), SurfaceTraits.Allocates),
        new("BtfCollection.Remove(String)", s => AddAndRemove(s), SurfaceTraits.Allocates),
        new("BtfCollection.Remove(String)", s => s.Collections.All.Remove("missing"), SurfaceTraits.Allocates),
        new("BtfCollection.GetEnumerator()", s => Walk(s.Collections.All)),
        new("BtfCollection.Enumerator.Current", s => _ = s.Collections.ObjectWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfCollection.Enumerator.MoveNext()", s => Step(s.Collections.ObjectWalk)),

        // Types of all objects.
        new("BtfCollection.FindTypes(String)", s => Walk(s.Collections.All.FindTypes(SurfaceSample.SharedName))),
        new("BtfCollection.FindTypes(String)", s => Walk(s.Collections.All.FindTypes("missing"))),
        new("BtfCollection.FindTypes(String)", s => Walk(s.Collections.All.FindTypes(""))),
        new("BtfCollection.FindTypes(String)", s => Walk(s.Collections.All.FindTypes(SurfaceSample.LongName))),
        new("BtfCollection.TryFindType(String, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType(SurfaceSample.SharedName, BtfKind.Struct, out _)),
        new("BtfCollection.TryFindType(String, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType("missing", BtfKind.Struct, out _)),
        new("BtfCollection.TryFindType(String, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType("", BtfKind.Struct, out _)),
        new("BtfCollection.TryFindType(String, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType(SurfaceSample.LongName, BtfKind.Struct, out _)),
        new("BtfCollection.FindType(String, BtfKind)", s => s.Collections.All.FindType(SurfaceSample.SharedName, BtfKind.Struct)),
        new("BtfCollection.FindType(String, BtfKind)", s => s.Collections.All.FindType(SurfaceSample.LongName, BtfKind.Struct)),
        new("BtfCollection.FindTypes(ReadOnlySpan<Char>)", s => Walk(s.Collections.All.FindTypes(SurfaceSample.SharedName.AsSpan()))),
        new("BtfCollection.FindTypes(ReadOnlySpan<Char>)", s => Walk(s.Collections.All.FindTypes("missing".AsSpan()))),
        new("BtfCollection.FindTypes(ReadOnlySpan<Char>)", s => Walk(s.Collections.All.FindTypes("".AsSpan()))),
        new("BtfCollection.FindTypes(ReadOnlySpan<Char>)", s => Walk(s.Collections.All.FindTypes(SurfaceSample.LongName.AsSpan()))),
        new("BtfCollection.TryFindType(ReadOnlySpan<Char>, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType(SurfaceSample.SharedName.AsSpan(), BtfKind.Struct, out _)),
        new("BtfCollection.TryFindType(ReadOnlySpan<Char>, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType("missing".AsSpan(), BtfKind.Struct, out _)),
        new("BtfCollection.TryFindType(ReadOnlySpan<Char>, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType("".AsSpan(), BtfKind.Struct, out _)),
        new("BtfCollection.TryFindType(ReadOnlySpan<Char>, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType(SurfaceSample.LongName.AsSpan(), BtfKind.Struct, out _)),
        new("BtfCollection.FindType(ReadOnlySpan<Char>, BtfKind)", s => s.Collections.All.FindType(SurfaceSample.SharedName.AsSpan(), BtfKind.Struct)),
        new("BtfCollection.FindType(ReadOnlySpan<Char>, BtfKind)", s => s.Collections.All.FindType(SurfaceSample.LongName.AsSpan(), BtfKind.Struct)),
        new("BtfCollection.FindTypes(ReadOnlySpan<Byte>)", s => Walk(s.Collections.All.FindTypes("twice"u8))),
        new("BtfCollection.FindTypes(ReadOnlySpan<Byte>)", s => Walk(s.Collections.All.FindTypes("missing"u8))),
        new("BtfCollection.FindTypes(ReadOnlySpan<Byte>)", s => Walk(s.Collections.All.FindTypes(""u8))),
        new("BtfCollection.FindTypes(ReadOnlySpan<Byte>)", s => Walk(s.Collections.All.FindTypes(s.LongNameUtf8))),
        new("BtfCollection.TryFindType(ReadOnlySpan<Byte>, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType("twice"u8, BtfKind.Struct, out _)),
        new("BtfCollection.TryFindType(ReadOnlySpan<Byte>, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType("missing"u8, BtfKind.Struct, out _)),
        new("BtfCollection.TryFindType(ReadOnlySpan<Byte>, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType(""u8, BtfKind.Struct, out _)),
        new("BtfCollection.TryFindType(ReadOnlySpan<Byte>, BtfKind, out BtfCollectionMatch)", s => s.Collections.All.TryFindType(s.LongNameUtf8, BtfKind.Struct, out _)),
        new("BtfCollection.FindType(ReadOnlySpan<Byte>, BtfKind)", s => s.Collections.All.FindType("twice"u8, BtfKind.Struct)),
        new("BtfCollection.FindType(ReadOnlySpan<Byte>, BtfKind)", s => s.Collections.All.FindType(s.LongNameUtf8, BtfKind.Struct)),
        new("BtfCollection.FindTypes(String)", s => Walk(s.Collections.All.FindTypes("word\ud800"))),

        // What a collection gives.
        new("BtfCollectionMatches.Count", s => _ = s.Collections.Matches.Count),
        new("BtfCollectionMatches.Count", s => _ = s.Collections.Anonymous.Count),
        new("BtfCollectionMatches.TryGetFirst(BtfKind, out BtfCollectionMatch)", s => s.Collections.Matches.TryGetFirst(BtfKind.Struct, out _)),
        new("BtfCollectionMatches.GetEnumerator()", s => Walk(s.Collections.Matches)),
        new("BtfCollectionMatches.Enumerator.Current", s => _ = s.Collections.MatchWalk.Current, SurfaceTraits.ReadsNothing),
        new("BtfCollectionMatches.Enumerator.MoveNext()", s => Step(s.Collections.MatchWalk)),
        new("BtfCollectionMatch.ObjectName", s => _ = s.Collections.Match.ObjectName, SurfaceTraits.ReadsNothing),
        new("BtfCollectionMatch.Type", s => _ = s.Collections.Match.Type, SurfaceTraits.ReadsNothing),
        new("BtfCollectionMatch.Deconstruct(out String, out BtfType)", s => s.Collections.Match.Deconstruct(out _, out _), SurfaceTraits.ReadsNothing),
        new("BtfCollectionMatch.ToString()", s => s.Collections.Match.ToString(), SurfaceTraits.Allocates),
        new("BtfCollectionEntry.Name", s => _ = s.Collections.Entry.Name, SurfaceTraits.ReadsNothing),
        new("BtfCollectionEntry.Object", s => _ = s.Collections.Entry.Object, SurfaceTraits.ReadsNothing),
        new("BtfCollectionEntry.Deconstruct(out String, out BtfObject)", s => s.Collections.Entry.Deconstruct(out _, out _), SurfaceTraits.ReadsNothing),
        new("BtfCollectionEntry.ToString()", s => s.Collections.Entry.ToString(), SurfaceTraits.ReadsNothing),
        new("BtfCollectionFailure.Name", s => _ = s.Collections.Failure.Name, SurfaceTraits.ReadsNothing),
        new("BtfCollectionFailure.Error", s => _ = s.Collections.Failure.Error, SurfaceTraits.ReadsNothing),
        new("BtfCollectionFailure.ToString()", s => s.Collections.Failure.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
    ];

    // Both change the collection, and so make its list of names anew.
    private static void AddAndRemove(SurfaceSample sample)
    {
        BtfCollection all = sample.Collections.All;
        all.Add("added", sample.Object, leaveOpen: true);
        all.Remove("added");
    }
}

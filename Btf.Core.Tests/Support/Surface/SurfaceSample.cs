using System.Text;
using System.Text.RegularExpressions;
using CommunityToolkit.HighPerformance.Buffers;

namespace Btf.Core.Tests;

/// <summary>An object with every kind, and a view of each sort from before it is disposed.</summary>
public sealed class SurfaceSample : IDisposable
{
    public const string LongName = "a_name_that_is_longer_than_one_vector_and_than_the_buffer_on_the_stack_would_be_if_it_were_as_short_as_this";

    /// <summary>A name that two types share, so that a walk over them can stop between the two.</summary>
    public const string SharedName = "twice";

    private const int MappedTrailer = 128 * 1024;

    private readonly BtfObject? _base;
    private readonly uint _first;
    private readonly NameLookup _lookup;
    private BtfTypeSearch.Enumerator _typeSearchWalk;
    private BtfElementSearch<BtfMember>.Enumerator _memberSearchWalk;
    private BtfElementSearch<BtfEnumValue>.Enumerator _valueSearchWalk;

    public SurfaceSample(
        bool bigEndian, bool split = false, SampleMemory memory = SampleMemory.Borrowed, NameLookup lookup = NameLookup.Index)
    {
        _lookup = lookup;
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        if (split)
        {
            _base = builder.Open(lookup);
            builder = new BtfBuilder(_base);
            SampleBtf.AddEveryKind(builder);
        }

        AddLocations(builder);
        builder.AddInt("long", 8);
        builder.AddForward(SharedName);
        builder.AddStruct(SharedName, 0);
        builder.AddUnion("", 0);
        builder.AddStruct(LongName, 0);
        AddNode(builder);
        AddReferences(builder);
        Bytes = builder.ToArray();
        Object = Open(memory);
        _first = Object.FirstTypeId;
        Paths = new SurfacePaths(Object);
        References = new SurfaceReferences(Object);
        Collections = new SurfaceCollections(Object, OpenModule());
        Extension = new SurfaceExtension(Object, Of(BtfKind.Struct));
        Type = Of(BtfKind.Const);
        BoxedType = Type;
        Name = Of(BtfKind.Struct).Name;
        OtherName = Of(BtfKind.Union).Name;
        BoxedName = OtherName;
        Members = Of(BtfKind.Struct).AsComposite().Members;
        Values = Of(BtfKind.Enum).AsEnum().Values;
        WideValues = Of(BtfKind.Enum64).AsEnum().Values;
        Parameters = Of(BtfKind.FuncProto).AsFunctionPrototype().Parameters;
        Entries = Of(BtfKind.DataSec).AsDataSection().Entries;
        Int = Of(BtfKind.Int).AsInt();
        Float = Of(BtfKind.Float).AsFloat();
        Array = Of(BtfKind.Array).AsArray();
        Composite = Of(BtfKind.Struct).AsComposite();
        Enum = Of(BtfKind.Enum).AsEnum();
        ValueText = Values[0].Name.ToString();
        ValueName = Encoding.UTF8.GetBytes(ValueText);
        Forward = Of(BtfKind.Fwd).AsForward();
        Function = Of(BtfKind.Func).AsFunction();
        Prototype = Of(BtfKind.FuncProto).AsFunctionPrototype();
        Variable = Of(BtfKind.Var).AsVariable();
        DataSection = Of(BtfKind.DataSec).AsDataSection();
        DeclTag = Of(BtfKind.DeclTag).AsDeclTag();
        TypeTag = Of(BtfKind.TypeTag).AsTypeTag();
        LocationParameter = Of(BtfKind.LocParam).AsLocationParameter();
        LocationPrototype = Of(BtfKind.LocProto).AsLocationPrototype();
        LocationSection = Of(BtfKind.LocSec).AsLocationSection();
        ParameterLocations = LocationPrototype.Parameters;
        InlineSites = LocationSection.Sites;
        Types = Object.Types;
        Matches = Object.FindTypes(SharedName);
        Anonymous = Object.FindTypes("");
        TypeSearch = Object.SearchTypes(Glob);
        MemberSearch = Object.SearchMembers(Glob);
        ValueSearch = Object.SearchEnumValues(Glob);
        Header = Object.Header;
        var memberWalk = Members.GetEnumerator();
        var valueWalk = Values.GetEnumerator();
        var parameterWalk = Parameters.GetEnumerator();
        var entryWalk = Entries.GetEnumerator();
        var parameterLocationWalk = ParameterLocations.GetEnumerator();
        var inlineSiteWalk = InlineSites.GetEnumerator();
        var typeWalk = Types.GetEnumerator();
        var matchWalk = Matches.GetEnumerator();
        var chainWalk = Type.Chain.GetEnumerator();
        _typeSearchWalk = TypeSearch.GetEnumerator();
        _memberSearchWalk = MemberSearch.GetEnumerator();
        _valueSearchWalk = ValueSearch.GetEnumerator();
        Started = References.Started && Collections.Started && Extension.Started && _typeSearchWalk.MoveNext() && _memberSearchWalk.MoveNext() && _valueSearchWalk.MoveNext() &&
            memberWalk.MoveNext() && valueWalk.MoveNext() && parameterWalk.MoveNext() && entryWalk.MoveNext() &&
            parameterLocationWalk.MoveNext() && inlineSiteWalk.MoveNext() &&
            typeWalk.MoveNext() && matchWalk.MoveNext() && chainWalk.MoveNext();
        MemberWalk = memberWalk;
        ValueWalk = valueWalk;
        ParameterWalk = parameterWalk;
        EntryWalk = entryWalk;
        ParameterLocationWalk = parameterLocationWalk;
        InlineSiteWalk = inlineSiteWalk;
        TypeWalk = typeWalk;
        MatchWalk = matchWalk;
        ChainWalk = chainWalk;
    }

    public byte[] Bytes { get; }

    public BtfObject Object { get; }

    /// <summary>Whether every walk has a current element.</summary>
    public bool Started { get; }

    public byte[] LongNameUtf8 { get; } = Encoding.UTF8.GetBytes(LongName);

    /// <summary>A name that is longer than any buffer on a search's stack.</summary>
    public byte[] VeryLongNameUtf8 { get; } = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(LongName, 40)));

    public BtfNamePattern Exact { get; } = BtfNamePattern.Exact("pair");

    public BtfNamePattern Prefix { get; } = BtfNamePattern.Prefix("pa");

    public BtfNamePattern Glob { get; } = BtfNamePattern.Glob("*?*");

    public BtfNamePattern Regex { get; } = BtfNamePattern.Regex(new Regex("[a-z]+_?[A-Z]*$", RegexOptions.CultureInvariant));

    public BtfNamePattern RegexWithLiteral { get; } = BtfNamePattern.Regex(new Regex("^pai.$", RegexOptions.CultureInvariant));

    public BtfError Error { get; } = new(BtfErrorCode.BadMagic, 0);

    public StringPool Pool { get; } = new();

    public char[] Characters { get; } = new char[64];

    public byte[] Utf8 { get; } = new byte[64];

    public SurfaceExtension Extension { get; }

    public BtfType Type { get; }

    public object BoxedType { get; }

    public BtfString Name { get; }

    public BtfString OtherName { get; }

    public object BoxedName { get; }

    public BtfElementList<BtfMember> Members { get; }

    public BtfElementList<BtfEnumValue> Values { get; }

    public BtfElementList<BtfEnumValue> WideValues { get; }

    public BtfElementList<BtfParameter> Parameters { get; }

    public BtfElementList<BtfDataSectionEntry> Entries { get; }

    public BtfInt Int { get; }

    public BtfFloat Float { get; }

    public BtfArray Array { get; }

    public BtfComposite Composite { get; }

    public BtfEnum Enum { get; }

    public string ValueText { get; }

    public byte[] ValueName { get; }

    public BtfForward Forward { get; }

    public BtfFunction Function { get; }

    public BtfFunctionPrototype Prototype { get; }

    public BtfVariable Variable { get; }

    public BtfDataSection DataSection { get; }

    public BtfDeclTag DeclTag { get; }

    public BtfTypeTag TypeTag { get; }

    public BtfLocationParameter LocationParameter { get; }

    public BtfLocationPrototype LocationPrototype { get; }

    public BtfLocationSection LocationSection { get; }

    public BtfElementList<BtfParameterLocation> ParameterLocations { get; }

    public BtfElementList<BtfInlineSite> InlineSites { get; }

    public BtfElementList<BtfParameterLocation>.Enumerator ParameterLocationWalk { get; }

    public BtfElementList<BtfInlineSite>.Enumerator InlineSiteWalk { get; }

    public BtfTypeList Types { get; }

    public BtfTypeMatches Matches { get; }

    public BtfTypeMatches Anonymous { get; }

    public BtfTypeSearch TypeSearch { get; }

    public BtfElementSearch<BtfMember> MemberSearch { get; }

    public BtfElementSearch<BtfEnumValue> ValueSearch { get; }

    public BtfHeader Header { get; }

    public BtfElementList<BtfMember>.Enumerator MemberWalk { get; }

    public BtfElementList<BtfEnumValue>.Enumerator ValueWalk { get; }

    public BtfElementList<BtfParameter>.Enumerator ParameterWalk { get; }

    public BtfElementList<BtfDataSectionEntry>.Enumerator EntryWalk { get; }

    public BtfTypeList.Enumerator TypeWalk { get; }

    public BtfTypeMatches.Enumerator MatchWalk { get; }

    public BtfTypeChain.Enumerator ChainWalk { get; }

    // Callers that take a copy must not dispose it, because the sample returns the buffers.
    public BtfTypeSearch.Enumerator TypeSearchWalk => _typeSearchWalk;

    public BtfElementSearch<BtfMember>.Enumerator MemberSearchWalk => _memberSearchWalk;

    public BtfElementSearch<BtfEnumValue>.Enumerator ValueSearchWalk => _valueSearchWalk;

    public SurfacePaths Paths { get; }

    public SurfaceReferences References { get; }

    public SurfaceCollections Collections { get; }

    /// <summary>The sample's own type of a kind.</summary>
    public BtfType Of(BtfKind kind) => Object[_first + (uint)kind - 1];

    /// <summary>Disposes the object and its collection, but not the object's base.</summary>
    public void Close()
    {
        Extension.Dispose();
        Collections.Dispose();
        Object.Dispose();
    }

    public void Dispose()
    {
        _typeSearchWalk.Dispose();
        _memberSearchWalk.Dispose();
        _valueSearchWalk.Dispose();
        References.Dispose();
        Close();
        _base?.Dispose();
    }

    /// <summary>Adds a record of each kind for inlined functions, in the order of their numbers.</summary>
    private static void AddLocations(BtfBuilder builder)
    {
        uint parameter = builder.AddLocationParameter(4, BtfLocationFlags.Register | BtfLocationFlags.Offset, 7, 16);
        uint prototype = builder.AddLocationPrototype(parameter);
        builder.AddLocationSection("inline.text", (12u, prototype, 64));
    }

    /// <summary>See <see cref="SurfacePaths.RootName"/>.</summary>
    private static void AddNode(BtfBuilder builder)
    {
        uint hidden = builder.AddUnion("", 12, ("cells", 3u, 0), ("word", 1u, 0));
        uint pointer = builder.NextTypeId + 1;
        uint node = builder.AddStruct(SurfacePaths.RootName, 24, ("", hidden, 0), ("next", pointer, 128));
        builder.AddPointer(node);
    }

    /// <summary>Adds a second function with the prototype, a second tag on the tagged type, and a tag that makes both functions kfuncs.</summary>
    private static void AddReferences(BtfBuilder builder)
    {
        builder.AddDeclTag("again", 4, componentIndex: 1);
        builder.AddDeclTag("bpf_kfunc", 12);
        builder.AddDeclTag("bpf_kfunc", builder.AddFunction("other", 13));
    }

    private BtfObject OpenModule()
    {
        BtfBuilder module = new(Object);
        module.AddStruct(SharedName, 0);
        return module.Open(_lookup, Object);
    }

    private BtfObject Open(SampleMemory memory)
    {
        if (memory == SampleMemory.Borrowed)
        {
            return BtfObject.FromMemory(Bytes, _base, new BtfOpenOptions { NameLookup = _lookup });
        }

        BtfOpenOptions options = new() { MemoryMode = memory == SampleMemory.Mapped ? BtfMemoryMode.Map : BtfMemoryMode.Copy, NameLookup = _lookup };
        string path = Path.GetTempFileName();
        try
        {
            // A small file would be read instead of mapped.
            File.WriteAllBytes(path, memory == SampleMemory.Mapped ? [.. Bytes, .. new byte[MappedTrailer]] : Bytes);
            return _base is null ? BtfObject.Open(path, options) : BtfObject.OpenSplit(path, _base, options);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

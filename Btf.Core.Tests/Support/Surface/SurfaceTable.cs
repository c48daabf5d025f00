namespace Btf.Core.Tests;

/// <summary>
/// A call of each public member, some with several kinds of arguments. Tests use it to prove that no call allocates, and to check each call after disposal.
/// A new public member needs a line here.
/// </summary>
public static partial class SurfaceTable
{
    public static IReadOnlyList<SurfaceCall> Calls { get; } =
        [
            .. Objects, .. Names, .. Searches, .. Strings, .. Types, .. Layout, .. Paths, .. References, .. Collections, .. Dumping, .. CDumping, .. Running,
            .. Verification, .. Views, .. Elements, .. Locations, .. Building, .. Format, .. Containers, .. Extensions, .. Programs, .. Values,
        ];

    /// <summary>The members without a call here, with the reasons.</summary>
    public static IReadOnlyDictionary<string, string> Exceptions { get; } = new Dictionary<string, string>
    {
        ["BtfField<Int32>.Bind(BtfObject, String)"] = "It resolves a path, as BtfObject.ResolvePath does.",
        ["BtfField<Int32>.TryBind(BtfObject, String, out BtfField<Int32>, out BtfPathError)"] = "It resolves a path, as BtfObject.TryResolvePath does.",
        ["BtfIndirectField<Int32>.Bind(BtfObject, String)"] = "It makes a field.",
        ["BtfIndirectField<Int32>.TryBind(BtfObject, String, out BtfIndirectField<Int32>, out BtfPathError)"] = "It makes a field.",
        ["BtfIndirectField<Int32>.Read(ReadOnlySpan<Byte>, IBtfMemoryReader)"] = "It reads a caller's memory, and no object.",
        ["BtfIndirectField<Int32>.TryRead(ReadOnlySpan<Byte>, IBtfMemoryReader, out Int32)"] = "It reads a caller's memory, and no object.",
        ["BtfValue[String]"] = "The sample's members have no fixed names; TryGetMember stands for it.",
        ["BtfValue.ReadString()"] = "It makes a string of a character array, which the sample lacks.",
        ["BtfValue.Follow(IBtfMemoryReader)"] = "It reads a caller's memory.",
        ["BtfValue.TryFollow(IBtfMemoryReader, out BtfValue)"] = "It reads a caller's memory.",
        ["BtfValue.FollowList(String, IBtfMemoryReader)"] = "It reads a caller's memory.",
        ["BtfObject.Dispose()"] = "It ends what the calls need.",
        ["BtfObject.Open(String, BtfOpenOptions)"] = "It makes an object.",
        ["BtfObject.OpenSplit(String, BtfObject, BtfOpenOptions)"] = "It makes an object.",
        ["BtfObject.TryOpen(String, out BtfObject, out BtfError, BtfOpenOptions)"] = "It makes an object.",
        ["BtfObject.TryOpenSplit(String, BtfObject, out BtfObject, out BtfError, BtfOpenOptions)"] = "It makes an object.",
        ["BtfObject.FromMemory(ReadOnlyMemory<Byte>, BtfObject, BtfOpenOptions)"] = "It makes an object.",
        ["BtfObject.TryFromMemory(ReadOnlyMemory<Byte>, out BtfObject, out BtfError, BtfObject, BtfOpenOptions)"] = "It makes an object.",
        ["BtfObject.Open(Stream, BtfObject, BtfOpenOptions)"] = "It makes an object.",
        ["BtfObject.Open(Stream)"] = "It makes an object.",
        ["BtfObject.TryOpen(Stream, BtfObject, BtfOpenOptions, out BtfObject, out BtfError)"] = "It makes an object.",
        ["BtfObject.RelocateTo(BtfObject)"] = "It makes an object.",
        ["BtfObject.TryRelocateTo(BtfObject, out BtfObject, out BtfError)"] = "It makes an object.",
        ["BtfNamePattern.Exact(String)"] = "It makes a pattern.",
        ["BtfNamePattern.Prefix(String)"] = "It makes a pattern.",
        ["BtfNamePattern.Glob(String)"] = "It makes a pattern.",
        ["BtfNamePattern.Regex(Regex)"] = "It makes a pattern.",
        ["BtfCollection.Add(String, BtfObject, Boolean)"] = "It takes an object once; the collection's own tests dispose it before.",
        ["BtfCollection.Dispose()"] = "It ends what the calls need.",
        ["BtfCollection.OpenDirectory(String, BtfOpenOptions)"] = "It makes a collection.",
        ["BtfCollection.TryOpenDirectory(String, out BtfCollection, out BtfError, BtfOpenOptions)"] = "It makes a collection.",
        ["BtfCollection.OpenKernelTree(String, BtfKernelTreeOptions)"] = "It makes a collection.",
        ["BtfCollection.TryOpenKernelTree(String, out BtfCollection, out BtfError, BtfKernelTreeOptions)"] = "It makes a collection.",
        ["KernelBtf.Open(BtfOpenOptions)"] = "It makes an object.",
        ["KernelBtf.TryOpen(out BtfObject, out BtfError, BtfOpenOptions)"] = "It makes an object.",
        ["KernelBtf.OpenModule(String, BtfObject, BtfOpenOptions)"] = "It makes an object.",
        ["KernelBtf.TryOpenModule(String, BtfObject, out BtfObject, out BtfError, BtfOpenOptions)"] = "It makes an object.",
        ["KernelBtf.ListLoaded()"] = "It asks the kernel.",
        ["KernelBtf.TryListLoaded(out IReadOnlyList<LoadedBtf>, out BtfError)"] = "It asks the kernel.",
        ["KernelBtf.OpenLoaded(UInt32, BtfObject, BtfOpenOptions)"] = "It makes an object.",
        ["KernelBtf.TryOpenLoaded(UInt32, BtfObject, out BtfObject, out BtfError, BtfOpenOptions)"] = "It makes an object.",
        ["KernelBtf.GetProgramBtfId(UInt32)"] = "It asks the kernel.",
        ["KernelBtf.TryGetProgramBtfId(UInt32, out UInt32, out BtfError)"] = "It asks the kernel.",
        ["KernelBtf.GetMapBtfId(UInt32)"] = "It asks the kernel.",
        ["KernelBtf.TryGetMapBtfId(UInt32, out UInt32, out BtfError)"] = "It asks the kernel.",
        ["KernelBtf.OpenAll(BtfOpenOptions)"] = "It makes a collection.",
        ["KernelBtf.TryOpenAll(out BtfCollection, out BtfError, BtfOpenOptions)"] = "It makes a collection.",
        ["BtfRewriter.Permute(BtfObject, ReadOnlySpan<UInt32>, ReadOnlyMemory<Byte>)"] = "It makes an object.",
        ["BtfRewriter.SortByName(BtfObject, ReadOnlyMemory<Byte>)"] = "It makes an object.",
        ["BtfRewriter.ChangeByteOrder(BtfObject, BtfByteOrder, BtfObject, ReadOnlyMemory<Byte>)"] = "It makes an object.",
        ["BtfRewriter.Strip(BtfObject, Predicate<BtfType>, ReadOnlyMemory<Byte>)"] = "It makes an object.",
        ["BtfMinimizer.Create(BtfObject, IReadOnlyList<BtfExtension>)"] = "It makes an object.",
        ["BtfMinimizer.Create(BtfCollection, IReadOnlyList<BtfExtension>)"] = "It makes an object.",
        ["BtfExtensionVerifier.Verify(BpfObjectFile)"] = "It makes a list.",
        ["BtfMinimizer.Create(BtfObject, IReadOnlyList<BtfExtension>, BtfMinimizerOptions)"] = "It makes an object.",
        ["BtfMinimizer.Create(BtfCollection, IReadOnlyList<BtfExtension>, BtfMinimizerOptions)"] = "It makes an object.",
        ["BtfMerger.Concatenate(IReadOnlyList<BtfObject>)"] = "It makes an object.",
        ["BtfDeduplicator.Run(BtfObject, BtfDeduplicationOptions)"] = "It makes an object.",
        ["BtfMerger.Concatenate(IReadOnlyList<BtfObject>, IReadOnlyList<ReadOnlyMemory<Byte>>)"] = "It makes an object.",
        ["BtfDistiller.Distill(BtfObject, ReadOnlyMemory<Byte>)"] = "It makes an object.",
    };
}

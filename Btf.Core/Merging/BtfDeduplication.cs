using Btf.Core.Building;

namespace Btf.Core.Merging;

/// <summary>The result of a deduplication: the new object, the new id of each type, and the reasons why types with the same name are still several.</summary>
public sealed class BtfDeduplication : BtfRewrite
{
    private IReadOnlyList<BtfNearDuplicate>? _nearDuplicates;

    internal BtfDeduplication(BtfObject result, uint[] ids, ReadOnlyMemory<byte> extension)
        : base(result, ids, extension)
    {
    }

    /// <summary>
    /// The structures, unions, enumerations and typedefs whose name an earlier type of their kind has, in the result or in its base, in the order of ids. Found when
    /// the property is first read.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The result is disposed.</exception>
    public IReadOnlyList<BtfNearDuplicate> NearDuplicates => _nearDuplicates ??= new DifferenceFinder(Result).FindAll();
}

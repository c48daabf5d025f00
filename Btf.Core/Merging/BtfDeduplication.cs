using Btf.Core.Building;

namespace Btf.Core.Merging;

/// <summary>The result of a deduplication: the new object, where each type went, and why types of one name are still several.</summary>
public sealed class BtfDeduplication : BtfRewrite
{
    private IReadOnlyList<BtfNearDuplicate>? _nearDuplicates;

    internal BtfDeduplication(BtfObject result, uint[] ids, ReadOnlyMemory<byte> extension)
        : base(result, ids, extension)
    {
    }

    /// <summary>
    /// The structures, unions, enumerations and typedefs whose name an earlier type of their kind has, in the result or in its base; ids ascending. Found when it is
    /// first asked for.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The result is disposed.</exception>
    public IReadOnlyList<BtfNearDuplicate> NearDuplicates => _nearDuplicates ??= new DifferenceFinder(Result).FindAll();
}

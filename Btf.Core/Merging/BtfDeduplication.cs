using Btf.Core.Building;

namespace Btf.Core.Merging;

/// <summary>
/// The result of a deduplication: the new object, the new id of each type, and the types with the same name that stay apart, with the reasons.
/// </summary>
public sealed class BtfDeduplication : BtfRewrite
{
    private IReadOnlyList<BtfNearDuplicate>? _nearDuplicates;

    internal BtfDeduplication(BtfObject result, uint[] ids, ReadOnlyMemory<byte> extension)
        : base(result, ids, extension)
    {
    }

    /// <summary>
    /// The structures, unions, enumerations and typedefs with the name and kind of an earlier type in the result or its base, in the order of ids. The first
    /// read finds them.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The result is disposed.</exception>
    public IReadOnlyList<BtfNearDuplicate> NearDuplicates => _nearDuplicates ??= new DifferenceFinder(Result).FindAll();
}

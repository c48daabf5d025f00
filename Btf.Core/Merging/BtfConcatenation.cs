using Btf.Core.Building;

namespace Btf.Core.Merging;

/// <summary>An object made from several, and the new ids of their types.</summary>
public sealed class BtfConcatenation : IDisposable
{
    private readonly ShiftedIds[] _ids;

    internal BtfConcatenation(BtfObject result, ShiftedIds[] ids, IReadOnlyList<ReadOnlyMemory<byte>> extensions)
    {
        Result = result;
        _ids = ids;
        Extensions = extensions;
    }

    /// <summary>The <c>.BTF.ext</c> section of each object, with the ids and string offsets of <see cref="Result"/>; empty for an object without one.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Extensions { get; }

    /// <summary>The new object, in memory of its own. It is disposed with this one; keep its base open meanwhile.</summary>
    public BtfObject Result { get; }

    /// <summary>Returns the new id of a type.</summary>
    /// <param name="objectIndex">Which of the objects, from 0 on.</param>
    /// <param name="oldId">The type's id there, or in its base.</param>
    /// <returns>The id in <see cref="Result"/>; 0 for void.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There was no such object or type.</exception>
    public uint Map(int objectIndex, uint oldId)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)objectIndex, (uint)_ids.Length, nameof(objectIndex));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(oldId, _ids[objectIndex].End, nameof(oldId));
        return _ids[objectIndex].Map(oldId);
    }

    /// <summary>Disposes <see cref="Result"/>.</summary>
    public void Dispose() => Result.Dispose();
}

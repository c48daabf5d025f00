using Btf.Core.Building;

namespace Btf.Core.Merging;

/// <summary>An object made from several objects, and the new ids of their types.</summary>
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

    /// <summary>The new object, in memory of its own. It is disposed with this one. Its base must stay open as long as it is used.</summary>
    public BtfObject Result { get; }

    /// <summary>Returns the new id of a type.</summary>
    /// <param name="objectIndex">The index of the object among the given ones, from 0.</param>
    /// <param name="oldId">The type's id in that object or its base.</param>
    /// <returns>The id in <see cref="Result"/>; 0 for void.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such object was given, or it has no such type.</exception>
    public uint Map(int objectIndex, uint oldId)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)objectIndex, (uint)_ids.Length, nameof(objectIndex));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(oldId, _ids[objectIndex].End, nameof(oldId));
        return _ids[objectIndex].Map(oldId);
    }

    /// <summary>Disposes <see cref="Result"/>.</summary>
    public void Dispose() => Result.Dispose();
}

namespace Btf.Core.Building;

/// <summary>A new object made from the types of another, with a map from old to new ids.</summary>
public class BtfRewrite : IDisposable
{
    private readonly uint[] _ids;

    internal BtfRewrite(BtfObject result, uint[] ids, ReadOnlyMemory<byte> extension)
    {
        Result = result;
        _ids = ids;
        Extension = extension;
    }

    /// <summary>The new object, which is disposed with this one. Its base must stay open as long as it is used.</summary>
    public BtfObject Result { get; }

    /// <summary>The given <c>.BTF.ext</c> section with the ids and string offsets of <see cref="Result"/>; empty if none was given.</summary>
    public ReadOnlyMemory<byte> Extension { get; }

    /// <summary>Returns the new id of a type.</summary>
    /// <param name="oldId">The type's id in the given object or its bases.</param>
    /// <returns>The id in <see cref="Result"/>; 0 for void, and for a type that was left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The old id did not exist.</exception>
    public uint Map(uint oldId)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(oldId, (uint)_ids.Length);
        return _ids[oldId];
    }

    /// <summary>Disposes <see cref="Result"/>.</summary>
    public void Dispose()
    {
        Result.Dispose();
        GC.SuppressFinalize(this);
    }
}

namespace Btf.Core.Building;

/// <summary>A new object made of the types of another one, and where each of them went.</summary>
public class BtfRewrite : IDisposable
{
    private readonly uint[] _ids;

    internal BtfRewrite(BtfObject result, uint[] ids, ReadOnlyMemory<byte> extension)
    {
        Result = result;
        _ids = ids;
        Extension = extension;
    }

    /// <summary>The new object, in memory of its own. It is disposed with this one; what it is split from must stay open meanwhile.</summary>
    public BtfObject Result { get; }

    /// <summary>The <c>.BTF.ext</c> section that was given, with ids and string offsets to match <see cref="Result"/>; empty where none was given.</summary>
    public ReadOnlyMemory<byte> Extension { get; }

    /// <summary>Returns the new id of a type.</summary>
    /// <param name="oldId">The type's id in the object that was given, or in a base of it.</param>
    /// <returns>The id in <see cref="Result"/>; 0 for void, and for a type that was left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There was no such type.</exception>
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

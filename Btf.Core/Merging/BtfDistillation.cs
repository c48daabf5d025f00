namespace Btf.Core.Merging;

/// <summary>A distilled base, and the module's types over it. See <see cref="BtfDistiller"/>.</summary>
public sealed class BtfDistillation : IDisposable
{
    private readonly DistilledIds _ids;

    internal BtfDistillation(BtfObject distilledBase, BtfObject split, DistilledIds ids, ReadOnlyMemory<byte> extension)
    {
        Extension = extension;
        Base = distilledBase;
        Split = split;
        _ids = ids;
    }

    /// <summary>The distilled base, for a module's <c>.BTF.base</c> section.</summary>
    public BtfObject Base { get; }

    /// <summary>The module's types over <see cref="Base"/>, for its <c>.BTF</c> section.</summary>
    public BtfObject Split { get; }

    /// <summary>The module's <c>.BTF.ext</c> section with the ids and string offsets of <see cref="Split"/>; empty if none was given.</summary>
    public ReadOnlyMemory<byte> Extension { get; }

    /// <summary>Returns the new id of a type.</summary>
    /// <param name="oldId">The id in the given module or its base.</param>
    /// <returns>The id in <see cref="Split"/> or <see cref="Base"/>; 0 for void, and for a type of the base that the module does not use.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The module has no such type.</exception>
    public uint Map(uint oldId)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(oldId, _ids.End);
        return _ids.Map(oldId);
    }

    /// <summary>Disposes both objects.</summary>
    public void Dispose()
    {
        Split.Dispose();
        Base.Dispose();
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

public sealed partial class BtfObject
{
    /// <summary>This object's own types, ids ascending, without void.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfTypeList Types => new(this, FirstTypeId, NextTypeId);

    /// <summary>The types of this object and all its bases, ids ascending from 1.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfTypeList AllTypes => new(this, 1, NextTypeId);

    /// <summary>Returns the type with an id, from this object or one of its bases. Id 0 is void.</summary>
    /// <param name="typeId">The id.</param>
    /// <exception cref="ArgumentOutOfRangeException">No type has the id.</exception>
    /// <exception cref="ObjectDisposedException">The object, or the base that holds the type, is disposed.</exception>
    /// <example>
    /// <code>
    /// for (uint id = kernel.FirstTypeId; id &lt; kernel.NextTypeId; id++)
    /// {
    ///     Console.WriteLine($"[{id}] {kernel[id]}");
    /// }
    /// </code>
    /// </example>
    public BtfType this[uint typeId]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            nuint id = typeId;
            if (!TryLocate(id, out BtfObject owner, out uint offset))
            {
                ThrowNoSuchType((uint)id);
            }

            return new BtfType(owner, (uint)id, offset);
        }
    }

    /// <summary>Finds the type with an id, in this object or one of its bases. Id 0 is void.</summary>
    /// <param name="typeId">The id.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether a type has the id.</returns>
    /// <exception cref="ObjectDisposedException">The object, or the base that holds the type, is disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetType(uint typeId, out BtfType type)
    {
        if (TryLocate(typeId, out BtfObject owner, out uint offset))
        {
            type = new BtfType(owner, typeId, offset);
            return true;
        }

        ThrowIfChainDisposed();
        type = default;
        return false;
    }

    [DoesNotReturn]
    private void ThrowNoSuchType(uint typeId)
    {
        ThrowIfChainDisposed();
        throw new ArgumentOutOfRangeException(nameof(typeId), typeId, $"There is no such type; the ids go from 0 to {NextTypeId - 1}.");
    }
}

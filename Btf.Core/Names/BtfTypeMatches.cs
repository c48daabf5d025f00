using System.Collections;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The types of one name, ids ascending. See <see cref="BtfObject.FindTypes(string)"/>. The default value is empty.</summary>
/// <remarks>Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfTypeMatches : IEnumerable<BtfType>
{
    private readonly NameCursor _cursor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfTypeMatches(NameCursor cursor) => _cursor = cursor;

    /// <summary>The number of types; found by walking over them.</summary>
    public int Count()
    {
        int count = 0;
        foreach (BtfType _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Those of the types that are of some kinds.</summary>
    /// <param name="kinds">The kinds. Asked again, only those count that are in both.</param>
    public BtfTypeMatches OfKinds(BtfKinds kinds) => new(_cursor.OfKinds(kinds));

    /// <summary>Finds the first type, which has the lowest id.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetFirst(out BtfType type)
    {
        NameCursor types = _cursor;
        bool found = types.MoveNext();
        type = found ? types.Type : default;
        if (found)
        {
            type.Object.ThrowIfDisposed();
        }

        return found;
    }

    /// <summary>Finds the first type of a kind, which has the lowest id.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether there is one.</returns>
    internal bool TryGetFirst(BtfKind kind, out BtfType type)
    {
        NameCursor types = _cursor;
        while (types.MoveNext())
        {
            if (types.Type.Kind == kind)
            {
                type = types.Type;
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>Finds the one type that there is.</summary>
    /// <returns>False also where there are several.</returns>
    internal bool TryGetOnly(out BtfType type)
    {
        NameCursor types = _cursor;
        if (types.MoveNext())
        {
            type = types.Type;
            if (!types.MoveNext())
            {
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>Starts before the first type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(_cursor);

    /// <inheritdoc/>
    IEnumerator<BtfType> IEnumerable<BtfType>.GetEnumerator()
    {
        foreach (BtfType element in this)
        {
            yield return element;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<BtfType>)this).GetEnumerator();

    /// <summary>Walks over the types of a name.</summary>
    public struct Enumerator
    {
        private NameCursor _cursor;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Enumerator(NameCursor cursor) => _cursor = cursor;

        /// <summary>The type that the walk has reached.</summary>
        public readonly BtfType Current => _cursor.Type;

        /// <summary>Steps to the next type.</summary>
        /// <returns>False past the last one.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext() => _cursor.MoveNext();
    }
}

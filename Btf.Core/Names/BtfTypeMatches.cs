using System.Collections;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The types with one name, ids ascending. See <see cref="BtfObject.FindTypes(string)"/>. The default value is empty.</summary>
/// <remarks>Counting and enumerating throw <see cref="ObjectDisposedException"/> once the object is disposed.</remarks>
public readonly struct BtfTypeMatches : IEnumerable<BtfType>
{
    private readonly NameCursor _cursor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfTypeMatches(NameCursor cursor) => _cursor = cursor;

    /// <summary>Returns the number of types, by enumerating them.</summary>
    public int Count()
    {
        int count = 0;
        foreach (BtfType _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Returns only the types of some kinds.</summary>
    /// <param name="kinds">The kinds. A second call keeps only the kinds that both calls name.</param>
    public BtfTypeMatches OfKinds(BtfKinds kinds) => new(_cursor.OfKinds(kinds));

    /// <summary>Finds the first type, which has the lowest id.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether there is a type.</returns>
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
    /// <returns>Whether there is a type of the kind.</returns>
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

    /// <summary>Finds the type if there is exactly one.</summary>
    /// <returns>Whether there is exactly one.</returns>
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

    /// <summary>Returns an enumerator that starts before the first type.</summary>
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

    /// <summary>Enumerates the types with a name.</summary>
    public struct Enumerator
    {
        private NameCursor _cursor;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Enumerator(NameCursor cursor) => _cursor = cursor;

        /// <summary>The current type.</summary>
        public readonly BtfType Current => _cursor.Type;

        /// <summary>Moves to the next type.</summary>
        /// <returns>False after the last one.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext() => _cursor.MoveNext();
    }
}

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The ids of the types of one name, ascending. See <see cref="BtfObject.FindIds(string)"/>. The default value is empty.</summary>
/// <remarks>Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfTypeIdMatches
{
    private readonly NameCursor _cursor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfTypeIdMatches(NameCursor cursor) => _cursor = cursor;

    /// <summary>The number of ids; found by walking over them.</summary>
    public int Count => new BtfTypeMatches(_cursor).Count;

    /// <summary>The ids of those of the types that are of some kinds.</summary>
    /// <param name="kinds">The kinds.</param>
    public BtfTypeIdMatches OfKinds(BtfKinds kinds) => new(_cursor.OfKinds(kinds));

    /// <summary>Starts before the first id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(_cursor);

    /// <summary>Walks over ids.</summary>
    public struct Enumerator
    {
        private NameCursor _cursor;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Enumerator(NameCursor cursor) => _cursor = cursor;

        /// <summary>The id that the walk has reached.</summary>
        public readonly uint Current => _cursor.Type.Id;

        /// <summary>Steps to the next id.</summary>
        /// <returns>False past the last one.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext() => _cursor.MoveNext();
    }
}

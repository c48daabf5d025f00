using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The ids of the types of one name, ascending. See <see cref="BtfObject.FindIds(string)"/>. The default value is empty.</summary>
/// <remarks>Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfTypeIdMatches
{
    private readonly BtfTypeMatches _types;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfTypeIdMatches(BtfTypeMatches types) => _types = types;

    /// <summary>The number of ids; found by walking over them.</summary>
    public int Count => _types.Count;

    /// <summary>The ids of those of the types that are of some kinds.</summary>
    /// <param name="kinds">The kinds.</param>
    public BtfTypeIdMatches OfKinds(BtfKinds kinds) => new(_types.OfKinds(kinds));

    /// <summary>Starts before the first id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(_types.GetEnumerator());

    /// <summary>Walks over ids.</summary>
    public struct Enumerator
    {
        private BtfTypeMatches.Enumerator _types;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Enumerator(BtfTypeMatches.Enumerator types) => _types = types;

        /// <summary>The id that the walk has reached.</summary>
        public readonly uint Current => _types.Current.Id;

        /// <summary>Steps to the next id.</summary>
        /// <returns>False past the last one.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext() => _types.MoveNext();
    }
}

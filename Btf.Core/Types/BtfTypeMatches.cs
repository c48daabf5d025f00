using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The types of one name, ids ascending. See <see cref="BtfObject.FindTypes(string)"/>. The default value is empty.</summary>
/// <remarks>Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfTypeMatches
{
    private readonly NameCursor _cursor;
    private readonly BtfKinds _kinds;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfTypeMatches(in NameCursor cursor, BtfKinds kinds = BtfKinds.All)
    {
        _cursor = cursor;
        _kinds = kinds;
    }

    /// <summary>The number of types; found by walking over them.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (BtfType _ in this)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Those of the types that are of some kinds.</summary>
    /// <param name="kinds">The kinds. Asked again, only those count that are in both.</param>
    public BtfTypeMatches OfKinds(BtfKinds kinds) => new(_cursor, _kinds & kinds);

    /// <summary>The first type of a kind, which has the lowest id.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether there is one.</returns>
    internal bool TryGetFirst(BtfKind kind, out BtfType type)
    {
        Enumerator types = GetEnumerator();
        while (types.MoveNext())
        {
            if (types.Current.Kind == kind)
            {
                type = types.Current;
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>Starts before the first type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(_cursor, _kinds);

    /// <summary>Walks over the types of a name.</summary>
    public struct Enumerator
    {
        private readonly BtfKinds _kinds;
        private NameCursor _cursor;
        private bool _started;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Enumerator(in NameCursor cursor, BtfKinds kinds)
        {
            _cursor = cursor;
            _kinds = kinds;
        }

        /// <summary>The type that the walk has reached.</summary>
        public readonly BtfType Current => _cursor.Type;

        /// <summary>Steps to the next type.</summary>
        /// <returns>False past the last one.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (!_started)
            {
                // The look-up has found the first one.
                _started = true;
                if (_cursor.IsEmpty || _kinds == BtfKinds.All || _kinds.Includes(_cursor.Type.Kind))
                {
                    return !_cursor.IsEmpty;
                }
            }

            // By value, and off the path of a caller who takes the first: so the walk stays in registers until then.
            this = Next(this);
            return !_cursor.IsEmpty;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Enumerator Next(Enumerator types)
        {
            while (types._cursor.MoveNext() && !types._kinds.Includes(types._cursor.Type.Kind))
            {
            }

            return types;
        }
    }
}

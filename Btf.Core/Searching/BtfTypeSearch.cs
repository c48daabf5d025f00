using System.Collections;

namespace Btf.Core;

/// <summary>The types whose names match a pattern, ids ascending. See <see cref="BtfObject.SearchTypes"/>.</summary>
/// <remarks>
/// Each enumeration repeats the search: it tries every name once before it returns the first type, unless the pattern matches every name. It allocates nothing,
/// but may rent a buffer. The default value is empty. Counting and enumerating throw <see cref="ObjectDisposedException"/> once the object is disposed.
/// </remarks>
public readonly struct BtfTypeSearch : IEnumerable<BtfType>
{
    private readonly BtfObject? _object;
    private readonly BtfNamePattern _pattern;
    private readonly BtfKinds _kinds;

    internal BtfTypeSearch(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
    {
        _object = owner;
        _pattern = pattern;
        _kinds = kinds;
    }

    /// <summary>Returns the number of types, by searching them.</summary>
    public int Count()
    {
        int count = 0;
        foreach (BtfType _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Returns only the types of some kinds. Names that only other kinds have are not tried.</summary>
    /// <param name="kinds">The kinds.</param>
    public BtfTypeSearch OfKinds(BtfKinds kinds) => _object is null ? default : new(_object, _pattern, _kinds & kinds);

    /// <summary>Searches, and returns an enumerator that starts before the first type.</summary>
    public Enumerator GetEnumerator() => _object is null ? default : new(_object, _pattern, _kinds);

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

    /// <summary>Enumerates the types found. It may hold a rented buffer, which <c>foreach</c> returns.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly BtfObject? _object;
        private readonly BtfNamePattern? _pattern;
        private readonly BtfKinds _kinds;
        private readonly bool _matchesAll;
        private BtfObject? _part;
        private RecordTable _records;
        private int _next;
        private NameSet _names;

        internal Enumerator(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
        {
            _object = owner;
            _pattern = pattern;
            _kinds = kinds;
            _matchesAll = pattern.MatchesAll;
            Enter(1);
            if (!_matchesAll)
            {
                FindNames();
            }
        }

        /// <summary>The current type.</summary>
        public readonly BtfType Current => _object![_records.FirstTypeId + (uint)(_next - 1)];

        /// <summary>Moves to the next type.</summary>
        /// <returns>False after the last one.</returns>
        public bool MoveNext()
        {
            while (_part is { } part)
            {
                RecordTable records = _records;
                while (_next < records.Count)
                {
                    int place = _next++;
                    if (_kinds.Includes(records.KindAt(place)) && IsMatch(part, records.NameOffsetAt(place)))
                    {
                        _object!.ThrowIfClosedMeanwhile();
                        return true;
                    }
                }

                Enter(part.NextTypeId);
            }

            _object?.ThrowIfClosedMeanwhile();
            return false;
        }

        /// <summary>Returns the buffer.</summary>
        public void Dispose() => _names.Dispose();

        /// <summary>Goes on with the object of the chain that has a type id; ends after the last id.</summary>
        private void Enter(uint id)
        {
            _part = id < _object!.NextTypeId ? _object[id].Object : null;
            _records = _part is null ? default : _part.RecordTable;
            _next = 0;
        }

        private bool IsMatch(BtfObject part, uint nameOffset) => _matchesAll ? HasName(part, nameOffset) : _names.Contains(nameOffset, part);

        /// <summary>Returns whether a type of an object has a name that a pattern for every name matches.</summary>
        private bool HasName(BtfObject part, uint nameOffset)
        {
            // No compiler makes names that are longer. In crafted data, very many names may lie in one long string, so each is read up to there only.
            bool isRead = part.TryReadString(nameOffset, out ReadOnlySpan<byte> name, BtfNamePattern.UsualNameLength);
            if (!isRead || name.Length < BtfNamePattern.UsualNameLength)
            {
                return isRead && !name.IsEmpty;
            }

            if (_names.IsDefault)
            {
                FindNames();
            }

            return _names.Contains(nameOffset, part);
        }

        /// <summary>Marks the names of the types, and keeps those that match.</summary>
        private void FindNames()
        {
            _names = new NameSet(_object!);
            try
            {
                if (!_names.TryAddAll(_pattern!.Beginning))
                {
                    Mark(_names, _object!, _kinds);
                    _names.Keep(_pattern);
                }
            }
            catch
            {
                // A regular expression may time out, and another thread may dispose the object.
                _names.Dispose();
                throw;
            }
        }

        private static void Mark(NameSet names, BtfObject owner, BtfKinds kinds)
        {
            for (BtfObject? part = owner; part is not null; part = part.Base)
            {
                uint end = part.NextStringOffset;
                RecordTable records = part.RecordTable;
                for (int place = 0; place < records.Count; place++)
                {
                    if (kinds.Includes(records.KindAt(place)))
                    {
                        names.Add(records.NameOffsetAt(place), end);
                    }
                }

                GC.KeepAlive(part);
            }
        }
    }
}

using System.Collections;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The types with one name, ids ascending. See <see cref="BtfObject.FindTypes(string)"/>. The default value is empty.</summary>
/// <remarks>Counting and enumerating throw <see cref="ObjectDisposedException"/> once the object is disposed.</remarks>
public readonly struct BtfTypeMatches : IEnumerable<BtfType>
{
    private readonly Enumerator _first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfTypeMatches(Enumerator first) => _first = first;

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
    public BtfTypeMatches OfKinds(BtfKinds kinds) => new(_first.OfKinds(kinds));

    /// <summary>Finds the first type, which has the lowest id.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether there is a type.</returns>
    public bool TryGetFirst(out BtfType type)
    {
        Enumerator types = _first;
        bool found = types.MoveNext();
        type = found ? types.Current : default;
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
        Enumerator types = _first;
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

    /// <summary>Finds the type if there is exactly one.</summary>
    /// <returns>Whether there is exactly one.</returns>
    internal bool TryGetOnly(out BtfType type)
    {
        Enumerator types = _first;
        if (types.MoveNext())
        {
            type = types.Current;
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
    public Enumerator GetEnumerator() => _first;

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

    /// <summary>
    /// Enumerates the types with one name in a chain of objects, ids ascending: a base's types come before those of the objects split from it.
    /// </summary>
    /// <remarks>
    /// It keeps no copy of the name, because its current type has the name. So it can be built from a short-lived span, and be stored. In each object it follows
    /// either a list of the index or a range of types: sorted ones, or all.
    /// </remarks>
    public struct Enumerator
    {
        private readonly BtfObject? _chain;
        private BtfType _type;
        private int _position;
        private int _end;
        private uint _onlyOffset;

        // Excluded kinds rather than included ones, so that nearly every look-up makes an enumerator of zeros and a type.
        private BtfKinds _excluded;
        private bool _started;

        private Enumerator(BtfObject chain) => _chain = chain;

        /// <summary>Makes an enumerator at the type that an index has found.</summary>
        /// <param name="owner">The object, which has no base.</param>
        /// <param name="type">The only type with its name.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Enumerator(BtfObject owner, BtfType type)
        {
            _chain = owner;
            _type = type;
        }

        /// <summary>The current type.</summary>
        public readonly BtfType Current => _type;

        /// <summary>Returns an enumerator at the first type with a name; if no type has it, the default enumerator.</summary>
        /// <param name="chain">The last object of the chain.</param>
        /// <param name="name">The name; the empty name finds anonymous types of kinds that may be named.</param>
        /// <param name="ownOnly">Whether to leave out the bases.</param>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static Enumerator Find(BtfObject chain, ReadOnlySpan<byte> name, bool ownOnly = false)
        {
            chain.ThrowIfDisposed();
            var enumerator = new Enumerator(chain);
            if (name.IsEmpty ? enumerator.MoveToAnonymous(ownOnly ? chain.FirstTypeId : 1) : enumerator.EnterFrom(ownOnly ? chain : chain.Root, name))
            {
                return enumerator;
            }

            chain.ThrowIfClosedMeanwhile();
            return default;
        }

        /// <summary>Returns the same enumerator, without the types of other kinds.</summary>
        internal readonly Enumerator OfKinds(BtfKinds kinds)
        {
            Enumerator enumerator = this;
            enumerator._excluded |= ~kinds;
            return enumerator;
        }

        /// <summary>Moves to the first type at the first call, then to the next one.</summary>
        /// <returns>False after the last one.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (_chain is null)
            {
                return false;
            }

            if (!_started)
            {
                // The look-up has already found the first one.
                _started = true;
                if (_excluded == 0 || !_excluded.Includes(_type.Kind))
                {
                    return true;
                }
            }

            // A call by value, off the path of a caller that takes only the first match: so the enumerator stays in registers until then.
            this = Next(this);
            return _chain is not null;
        }

        /// <summary>Returns an enumerator at the next type; the default one after the last.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Enumerator Next(Enumerator enumerator)
        {
            while (enumerator.MoveToNext())
            {
                if (!enumerator._excluded.Includes(enumerator._type.Kind))
                {
                    return enumerator;
                }
            }

            enumerator._chain?.ThrowIfClosedMeanwhile();
            return default;
        }

        private bool MoveToNext()
        {
            if (_chain is null)
            {
                return false;
            }

            BtfObject part = _type.Object;
            ReadOnlySpan<byte> name = _type.Name.Bytes;
            return name.IsEmpty ? MoveToAnonymous(_type.Id + 1) : MoveInRun(part, name) || EnterFrom(Next(part), name);
        }

        private bool MoveToAnonymous(uint typeId)
        {
            for (; typeId < _chain!.NextTypeId; typeId++)
            {
                _type = _chain[typeId];
                if (_type.Kind.CanHaveName() && _type.HasName(default))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Moves to the first type with the name in an object, or in the objects split from it.</summary>
        private bool EnterFrom(BtfObject? part, ReadOnlySpan<byte> name)
        {
            for (; part is not null; part = Next(part))
            {
                _onlyOffset = 0;
                if (part.NameIndex is { } index)
                {
                    if (index.TryFind(part, name, out _type, out _position))
                    {
                        return true;
                    }

                    continue;
                }

                if (part.IsKnownToBeSorted)
                {
                    SortedNames.FindRange(part, name, out _position, out _end);
                }
                else
                {
                    NameScan.FindRange(part, name, out _position, out _end, out _onlyOffset);
                }

                if (MoveInRun(part, name))
                {
                    return true;
                }
            }

            return false;
        }

        private bool MoveInRun(BtfObject part, ReadOnlySpan<byte> name)
        {
            if (part.NameIndex is { } index)
            {
                return index.TryFindNext(part, name, ref _position, out _type);
            }

            while (_position < _end)
            {
                BtfType type = part[part.FirstTypeId + (uint)_position++];
                if (_onlyOffset != 0 ? type.NameOffset == _onlyOffset : type.HasName(name))
                {
                    _type = type;
                    return true;
                }
            }

            return false;
        }

        /// <summary>Returns the object of the chain that is split from another; null after the last.</summary>
        private readonly BtfObject? Next(BtfObject part) => _chain!.SplitOf(part);
    }
}

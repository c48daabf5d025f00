using System.Collections;

namespace Btf.Core;

/// <summary>
/// The functions that a search finds, in the order of their ids, each once. See <see cref="BtfObject.FindFunctionsTaking"/>,
/// <see cref="BtfObject.FindFunctionsReturning"/> and <see cref="BtfObject.FindKfuncs"/>. The default value is empty.
/// </summary>
/// <remarks>
/// Each enumeration repeats the search, with one bit for each type of the chain. <c>foreach</c> returns the bits to the thread, which keeps them for its next
/// search. So only the first search of a thread allocates, unless an enumerator is not disposed. Counting and enumerating throw
/// <see cref="ObjectDisposedException"/> once the object is disposed.
/// </remarks>
public readonly struct BtfFunctionMatches : IEnumerable<BtfFunction>
{
    private readonly BtfObject? _chain;
    private readonly BtfType _type;
    private readonly FunctionQuestion _question;

    internal BtfFunctionMatches(BtfObject chain, BtfType type, FunctionQuestion question)
    {
        _chain = chain;
        _type = type;
        _question = question;
    }

    /// <summary>Returns the number of functions, by searching them.</summary>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public int Count()
    {
        int count = 0;
        foreach (BtfFunction _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Searches, and returns an enumerator that starts before the first function.</summary>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public Enumerator GetEnumerator() => _chain is null ? default : new(_chain, _type, _question);

    /// <inheritdoc/>
    IEnumerator<BtfFunction> IEnumerable<BtfFunction>.GetEnumerator()
    {
        foreach (BtfFunction element in this)
        {
            yield return element;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<BtfFunction>)this).GetEnumerator();

    /// <summary>Enumerates functions. Disposing an enumerator ends it and all its copies.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly BtfObject? _chain;
        private readonly FunctionMarks? _marks;
        private readonly int _lease;
        private uint _next;
        private BtfFunction _current;

        internal Enumerator(BtfObject chain, BtfType type, FunctionQuestion question)
        {
            _chain = chain;
            _marks = FunctionMarks.Take(chain.NextTypeId);
            _lease = _marks.Lease;
            FunctionSearch.Run(chain, type, question, _marks);
        }

        /// <summary>The current function.</summary>
        public readonly BtfFunction Current => _current;

        /// <summary>Moves to the next function.</summary>
        /// <returns>False after the last function.</returns>
        /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
        public bool MoveNext()
        {
            // The functions of a base stay readable after the searched object is disposed.
            _chain?.ThrowIfDisposed();
            while (_marks is not null && _marks.Lease == _lease && _marks.TryFindNext(ref _next))
            {
                if (_chain![_next++].TryAsFunction(out _current))
                {
                    return true;
                }
            }

            _chain?.ThrowIfClosedMeanwhile();
            return false;
        }

        /// <summary>Returns the memory of the search to the thread.</summary>
        public readonly void Dispose() => _marks?.Return(_lease);
    }
}

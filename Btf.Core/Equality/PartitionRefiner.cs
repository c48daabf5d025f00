namespace Btf.Core.Equality;

/// <summary>Splits the classes of a partition until the nodes of each class refer to the same classes.</summary>
/// <remarks>
/// Each node has a sum over its references. When a class is split, the largest part keeps the class's number, and only references to the other parts change
/// sums. So each reference is read O(log t) times. A class is a range of <see cref="_nodes"/>; the nodes with changed sums come first.
/// </remarks>
internal sealed class PartitionRefiner
{
    private readonly TypeGraph _graph;
    private readonly WorkArray<int> _classOf;
    private readonly WorkArray<int> _nodes;
    private readonly WorkArray<int> _places;
    private readonly WorkArray<int> _starts;
    private readonly WorkArray<int> _ends;
    private readonly WorkArray<int> _changed;
    private readonly Referrers _referrers;
    private readonly WorkArray<ulong> _sums;
    private readonly Stack<int> _work = new();
    private int _count;
    private ulong _seed;
    private ulong[] _keys = new ulong[16];
    private int[] _sorted = new int[16];

    /// <summary>Prepares the refinement of a partition.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="classOf">Each node's class, which <see cref="Refine"/> changes.</param>
    /// <param name="count">The number of classes.</param>
    /// <param name="scratch">The memory of the refinement.</param>
    public PartitionRefiner(TypeGraph graph, WorkArray<int> classOf, int count, WorkArena scratch)
    {
        int nodes = graph.Count;
        _graph = graph;
        _classOf = classOf;
        _count = count;
        _nodes = scratch.Take<int>(nodes);
        _places = scratch.Take<int>(nodes);
        _starts = scratch.Take<int>(nodes);
        _ends = scratch.Take<int>(nodes);
        _changed = scratch.Take<int>(nodes);
        _sums = scratch.Take<ulong>(nodes);
        _referrers = new Referrers(graph, 0, nodes, scratch);
        FillClasses();
    }

    /// <summary>Refines the partition.</summary>
    /// <returns>The new number of classes.</returns>
    public int Refine()
    {
        _seed++;

        // Only nodes that share a class can be split from each other.
        TwoThreads.Run(_nodes.Length, AddUp);
        for (int number = 0; number < _count; number++)
        {
            int length = _ends[number] - _starts[number];
            if (length > 1)
            {
                _changed[number] = length;
                _work.Push(number);
            }
        }

        while (_work.TryPop(out int number))
        {
            Split(number);
        }

        return _count;
    }

    /// <summary>Finds the sums of some nodes. The sum of a node that is alone in its class does not count.</summary>
    private void AddUp(int first, int end)
    {
        for (int node = first; node < end; node++)
        {
            int number = _classOf[node];
            if (_ends[number] - _starts[number] == 1)
            {
                continue;
            }

            ulong sum = 0;
            uint position = 0;
            foreach (int target in _graph.Targets(node))
            {
                sum += Term(position++, _graph.Seen(target, _classOf));
            }

            _sums[node] = sum;
        }
    }

    private void FillClasses()
    {
        foreach (int number in _classOf.Span)
        {
            _ends[number]++;
        }

        int start = 0;
        for (int number = 0; number < _count; number++)
        {
            _starts[number] = start;
            start += _ends[number];
            _ends[number] = _starts[number];
        }

        for (int node = 0; node < _nodes.Length; node++)
        {
            Put(_ends[_classOf[node]]++, node);
        }
    }

    /// <summary>Returns the term that a reference to a class adds to a sum.</summary>
    private ulong Term(uint position, int number)
    {
        ulong term = ((uint)number + 1) * 0x9E37_79B9_7F4A_7C15 + position * 0xD6E8_FEB8_6659_FD93 + _seed;
        term = (term ^ term >> 32) * 0xD6E8_FEB8_6659_FD93;
        term = (term ^ term >> 29) * 0x9E37_79B9_7F4A_7C15;
        return term ^ term >> 32;
    }

    private void Put(int place, int node)
    {
        _nodes[place] = node;
        _places[node] = place;
    }

    /// <summary>Splits a class by its nodes' sums. All unchanged sums of a class are equal.</summary>
    private void Split(int number)
    {
        int start = _starts[number];
        int end = _ends[number];
        int changedEnd = start + _changed[number];
        _changed[number] = 0;
        SortChanged(start, changedEnd, end);

        // The largest part keeps the number.
        int largest = start;
        int largestLength = 0;
        for (int from = start; from < end;)
        {
            int to = PartEnd(from, changedEnd, end);
            if (to - from > largestLength)
            {
                (largest, largestLength) = (from, to - from);
            }

            from = to;
        }

        if (largestLength == end - start)
        {
            return;
        }

        _starts[number] = largest;
        _ends[number] = largest + largestLength;
        int firstNew = _count;
        for (int from = start; from < end;)
        {
            int to = PartEnd(from, changedEnd, end);
            if (from != largest)
            {
                _starts[_count] = from;
                _ends[_count] = to;
                foreach (int node in _nodes.AsSpan(from, to - from))
                {
                    _classOf[node] = _count;
                }

                _count++;
            }

            from = to;
        }

        for (int added = firstNew; added < _count; added++)
        {
            UpdateReferrers(number, added);
        }
    }

    /// <summary>Sorts the changed nodes of a class by their sums. Nodes with the sum of the unchanged ones come last, next to these.</summary>
    private void SortChanged(int start, int changedEnd, int end)
    {
        int length = changedEnd - start;
        if (length == 0)
        {
            return;
        }

        Reserve(length);
        Span<ulong> keys = _keys.AsSpan(0, length);
        Span<int> sorted = _sorted.AsSpan(0, length);
        ulong unchanged = changedEnd < end ? _sums[_nodes[changedEnd]] : 0;
        for (int i = 0; i < length; i++)
        {
            sorted[i] = _nodes[start + i];
            keys[i] = Key(sorted[i], unchanged);
        }

        if (length > 1)
        {
            keys.Sort(sorted);
        }

        for (int i = 0; i < length; i++)
        {
            Put(start + i, sorted[i]);
        }
    }

    // Relative to the unchanged sum, so that an equal sum gives the highest key.
    private ulong Key(int node, ulong unchanged) => _sums[node] - unchanged - 1;

    /// <summary>Returns the end of the part that starts at a place.</summary>
    private int PartEnd(int from, int changedEnd, int end)
    {
        if (from >= changedEnd)
        {
            return end;
        }

        ulong sum = _sums[_nodes[from]];
        int to = from + 1;
        while (to < changedEnd && _sums[_nodes[to]] == sum)
        {
            to++;
        }

        return to == changedEnd && changedEnd < end && _sums[_nodes[changedEnd]] == sum ? end : to;
    }

    private void UpdateReferrers(int oldNumber, int number)
    {
        int start = _starts[number];
        int length = _ends[number] - start;

        // Copy the nodes, because their order changes if the class refers to itself.
        Reserve(length);
        Span<int> moved = _sorted.AsSpan(0, length);
        _nodes.AsSpan(start, length).CopyTo(moved);
        foreach (int node in moved)
        {
            if (_graph.HasLabels && _graph.Labels[node] != 0)
            {
                continue;
            }

            foreach (ulong referrer in _referrers.Of(node))
            {
                int source = (int)(referrer >> 32);
                uint position = (uint)referrer;
                _sums[source] += Term(position, number) - Term(position, oldNumber);
                MarkChanged(source);
            }
        }
    }

    private void MarkChanged(int node)
    {
        int number = _classOf[node];
        int start = _starts[number];
        int place = start + _changed[number];
        if (_ends[number] - start == 1 || _places[node] < place)
        {
            return;
        }

        int other = _nodes[place];
        Put(_places[node], other);
        Put(place, node);
        if (_changed[number]++ == 0)
        {
            _work.Push(number);
        }
    }

    private void Reserve(int length)
    {
        if (_keys.Length < length)
        {
            int capacity = Math.Max(length, _keys.Length * 2);
            _keys = new ulong[capacity];
            _sorted = new int[capacity];
        }
    }
}

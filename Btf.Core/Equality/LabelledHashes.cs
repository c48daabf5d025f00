namespace Btf.Core.Equality;

/// <summary>
/// Hashes the types of a graph with labels. A type's hash depends on its own words, on the labels of the types that it refers to, and, where these have no label,
/// on their hashes.
/// </summary>
/// <remarks>
/// Nearly always a way through types without labels ends at a label or at a type that refers to nothing, so each hash is final when it is first computed. Types
/// without labels that lead to a loop of such types are hashed in rounds. Whether a type does so depends on its declaration alone, so equal types get equal hashes.
/// </remarks>
internal sealed class LabelledHashes
{
    private readonly TypeGraph _graph;
    private readonly WorkArray<int> _labels;
    private readonly WorkArray<ulong> _own;

    // How referring types see a type; 0 while that is unknown.
    private readonly WorkArray<ulong> _seen;

    private LabelledHashes(TypeGraph graph, WorkArray<ulong> own, WorkArena scratch)
    {
        _graph = graph;
        _labels = graph.Labels;
        _own = own;
        _seen = scratch.Take<ulong>(graph.Count);
    }

    /// <summary>Returns the hash of each node.</summary>
    /// <param name="graph">The types.</param>
    /// <param name="rounds">The number of rounds for nodes that lead to a loop.</param>
    /// <param name="scratch">The memory of the result.</param>
    public static WorkArray<ulong> Of(TypeGraph graph, int rounds, WorkArena scratch)
    {
        WorkArray<ulong> own = TypeClasses.HashRecords(graph, scratch);
        var hashes = new LabelledHashes(graph, own, scratch);
        TwoThreads.Run(graph.Count, hashes.SeeLabels);
        List<int>[] loops = [[], []];
        TwoThreads.Run(graph.Count, (first, end) => new Walk(hashes, first, end, loops[first == 0 ? 0 : 1]).Run());
        hashes.HashLoops([.. loops[0], .. loops[1]], rounds);
        TwoThreads.Run(graph.Count, hashes.Finish);
        return own;
    }

    private void SeeLabels(int first, int end)
    {
        for (int node = first; node < end; node++)
        {
            int label = _labels[node];
            _seen[node] = label == 0 ? 0 : NotZero(TypeClasses.Mix(TypeClasses.Odd, (ulong)label));
        }
    }

    private void HashLoops(int[] nodes, int rounds)
    {
        if (nodes.Length == 0)
        {
            return;
        }

        foreach (int node in nodes)
        {
            _seen[node] = _own[node];
        }

        var next = new ulong[nodes.Length];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < nodes.Length; i++)
            {
                next[i] = HashOf(nodes[i]);
            }

            for (int i = 0; i < nodes.Length; i++)
            {
                _seen[nodes[i]] = next[i];
            }
        }
    }

    /// <summary>Replaces the hashes of the nodes' own words by their final hashes.</summary>
    private void Finish(int first, int end)
    {
        for (int node = first; node < end; node++)
        {
            _own[node] = _labels[node] == 0 ? _seen[node] : HashOf(node);
        }
    }

    private ulong HashOf(int node)
    {
        ulong hash = _own[node];
        foreach (int target in _graph.Targets(node))
        {
            hash = TypeClasses.Mix(hash, _seen[target]);
        }

        return hash;
    }

    private static ulong NotZero(ulong hash) => hash == 0 ? 1 : hash;

    /// <summary>
    /// Finds the final hashes of the unlabelled nodes in a range, depth first. Another walk may find the same hash at the same time, but never a different one.
    /// </summary>
    private sealed class Walk(LabelledHashes hashes, int first, int end, List<int> loops)
    {
        private readonly TypeGraph _graph = hashes._graph;
        private readonly WorkArray<ulong> _seen = hashes._seen;
        private readonly Stack<Visit> _way = new();

        // The nodes that are on the way or lead to a loop, if their hashes are unknown.
        private readonly ulong[] _entered = new ulong[(hashes._graph.Count >> 6) + 1];

        public void Run()
        {
            for (int node = first; node < end; node++)
            {
                if (hashes._labels[node] == 0 && Volatile.Read(ref _seen[node]) == 0 && !TryFinish(node) && TryEnter(node))
                {
                    Follow(node);
                }
            }
        }

        private bool TryFinish(int node)
        {
            ulong hash = hashes._own[node];
            foreach (int target in _graph.Targets(node))
            {
                ulong seen = Volatile.Read(ref _seen[target]);
                if (seen == 0)
                {
                    return false;
                }

                hash = TypeClasses.Mix(hash, seen);
            }

            Volatile.Write(ref _seen[node], NotZero(hash));
            return true;
        }

        private void Follow(int start)
        {
            var visit = new Visit(start);
            while (true)
            {
                if (TryAdvance(ref visit, out int target))
                {
                    _way.Push(visit);
                    visit = new Visit(target);
                    continue;
                }

                // A node that leads to a loop keeps its mark in _entered.
                if (!visit.LeadsToLoop)
                {
                    _ = TryFinish(visit.Node);
                }
                else if (visit.Node >= first && visit.Node < end)
                {
                    loops.Add(visit.Node);
                }

                if (!_way.TryPop(out visit))
                {
                    return;
                }
            }
        }

        /// <summary>Returns the next target whose hash is unknown and which was not entered yet; false if there is none.</summary>
        private bool TryAdvance(ref Visit visit, out int target)
        {
            ReadOnlySpan<int> targets = _graph.Targets(visit.Node);
            for (; visit.Next < targets.Length; visit.Next++)
            {
                target = targets[visit.Next];
                if (Volatile.Read(ref _seen[target]) != 0)
                {
                    continue;
                }

                if (TryEnter(target))
                {
                    return true;
                }

                visit.LeadsToLoop = true;
            }

            target = 0;
            return false;
        }

        private bool TryEnter(int node)
        {
            ref ulong word = ref _entered[node >> 6];
            ulong bit = 1UL << node;
            bool isNew = (word & bit) == 0;
            word |= bit;
            return isNew;
        }

        /// <summary>A node on the way.</summary>
        private struct Visit(int node)
        {
            public readonly int Node = node;

            /// <summary>The index of the next target.</summary>
            public int Next;

            /// <summary>Whether a target is on the way too, or leads to a loop.</summary>
            public bool LeadsToLoop;
        }
    }
}

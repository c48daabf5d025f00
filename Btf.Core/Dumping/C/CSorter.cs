using System.Buffers.Binary;

namespace Btf.Core;

/// <summary>
/// Sorts types as bpftool does for a C dump: by rank, by the name of the type they lead to, by their own name, by a hash of their content, by id.
/// </summary>
/// <remarks>
/// It takes 8 bytes of a name at a time: it sorts the items by their first 8 bytes as numbers, then each run of equal ones by the next 8, and so on. Kernels
/// have many names with the same prefix, which is thus read once and not with each comparison.
/// </remarks>
internal sealed class CSorter(CDumpContext context, CSortKeys keys)
{
    private const int KeyLength = sizeof(ulong);

    // The first key has one byte less, because it also holds the rank.
    private const int FirstKeyLength = KeyLength - 1;
    private PooledList<ulong> _keys;
    private PooledList<CSortRun> _runs;

    public void Return()
    {
        _keys.Return();
        _runs.Return();
    }

    /// <summary>Sorts items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="ranks">Their ranks; empty if all are equal.</param>
    public void Sort(Span<CSortItem> items, ReadOnlySpan<byte> ranks)
    {
        _keys.Count = 0;
        for (int i = 0; i < items.Length; i++)
        {
            context.Current = items[i].Id;
            ReadOnlySpan<byte> name = context.Name(items[i].Name);
            context.Charge(name.Length + context.Name(items[i].OwnName).Length);
            ulong rank = ranks.IsEmpty ? 0 : (ulong)ranks[i] << (8 * FirstKeyLength);
            _keys.Add(rank | (KeyOf(name) >> 8));
        }

        _runs.Count = 0;
        Split(new CSortRun { Count = items.Length, Depth = FirstKeyLength, Stage = CSortStage.Name }, items);
        while (_runs.Count > 0)
        {
            CSortRun run = _runs.Pop();
            Load(run, items);
            Split(run with { Depth = run.Depth + KeyLength }, items);
        }
    }

    /// <summary>Sorts a run by the loaded keys, and pushes runs of equal keys for later.</summary>
    private void Split(in CSortRun run, Span<CSortItem> all)
    {
        Span<ulong> loaded = _keys.Items.Slice(run.Start, run.Count);
        Span<CSortItem> items = all.Slice(run.Start, run.Count);
        loaded.Sort(items);
        for (int start = 0; start < items.Length;)
        {
            int end = start + 1;
            while (end < items.Length && loaded[end] == loaded[start])
            {
                end++;
            }

            if (end - start > 1 && TryGetNext(run, loaded[start], out CSortRun next))
            {
                next.Start = run.Start + start;
                next.Count = end - start;
                _runs.Add(next);
            }

            start = end;
        }
    }

    /// <summary>Finds the next key for a run of items that are equal so far.</summary>
    private static bool TryGetNext(in CSortRun run, ulong key, out CSortRun next)
    {
        // Names have no zero bytes, so a key that ends with one holds the end of the name.
        bool ended = (byte)key == 0;
        next = run;
        if (run.Stage is CSortStage.Name or CSortStage.OwnName && !ended)
        {
            return true;
        }

        next.Stage = run.Stage + 1;
        next.Depth = 0;
        return run.Stage != CSortStage.Id;
    }

    private void Load(in CSortRun run, Span<CSortItem> items)
    {
        for (int i = run.Start; i < run.Start + run.Count; i++)
        {
            ref readonly CSortItem item = ref items[i];
            _keys[i] = run.Stage switch
            {
                CSortStage.Name => KeyAt(item.Name, run.Depth),
                CSortStage.OwnName => KeyAt(item.OwnName, run.Depth),
                CSortStage.Hash => keys.HashOf(item.Id),
                _ => item.Id,
            };
        }
    }

    private ulong KeyAt(uint offset, int depth)
    {
        context.Step();
        ReadOnlySpan<byte> name = context.Name(offset);
        return KeyOf(name[Math.Min(depth, name.Length)..]);
    }

    private static ulong KeyOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= KeyLength)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(bytes);
        }

        ulong key = 0;
        for (int i = 0; i < KeyLength; i++)
        {
            key = key << 8 | (i < bytes.Length ? bytes[i] : 0u);
        }

        return key;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using Btf.Testing;
using SharpFuzz.Common;

namespace Btf.Fuzz;

/// <summary>
/// The map in which SharpFuzz's instrumented code counts the steps between branches, like AFL's. A case is new if it takes a step that no earlier case took, or
/// takes it at least twice as often.
/// </summary>
internal sealed unsafe class BranchCoverage : ICoverage
{
    private const int Length = 1 << 16;
    private readonly byte* _map = (byte*)NativeMemory.AllocZeroed(Length);
    private readonly byte[] _seen = new byte[Length];

    public BranchCoverage() => Trace.SharedMem = _map;

    public int Count { get; private set; }

    /// <summary>Allocates only the map, for instrumented code that runs without guidance.</summary>
    public static void Ignore() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Length);

    public void Begin()
    {
        Map.Clear();
        Trace.PrevLocation = 0;
    }

    public bool FoundNew()
    {
        bool isNew = false;
        Span<byte> map = Map;
        for (int at = map.IndexOfAnyExcept((byte)0); at < map.Length && at >= 0;)
        {
            byte bucket = (byte)(1 << BitOperations.Log2(map[at]));
            if ((_seen[at] & bucket) == 0)
            {
                _seen[at] |= bucket;
                Count++;
                isNew = true;
            }

            int next = map[(at + 1)..].IndexOfAnyExcept((byte)0);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return isNew;
    }

    // In bounds: the allocation has this length, and is never freed.
    private Span<byte> Map => new(_map, Length);
}

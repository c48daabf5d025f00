using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>Finds the start of each record in a type section.</summary>
/// <remarks>
/// <para>
/// Records follow one another without an index: the next start is known only when the info word has been loaded and its size looked up. That is a dependent
/// chain of some 17 cycles per record. To hide this latency, a large section is cut into segments that start at guessed record boundaries, and one thread walks
/// four of them at once. A segment counts only if the walk before it ends exactly at its guess; otherwise it is walked again from the place where that walk
/// ended. So a wrong guess costs time, but never gives a wrong result.
/// </para>
/// <para>
/// In bounds: a walk reads at <c>position + 4</c> only while <c>position &lt; stop</c>, and every stop is at least 11 bytes before the end of the section.
/// Positions are 64 bits wide and a record is shorter than 2^45 bytes, so they cannot wrap.
/// </para>
/// </remarks>
internal static class RecordScanner
{
    /// <summary>Sections up to this many bytes are walked in one chain.</summary>
    public const int InterleaveThreshold = 32 * 1024;

    private const int SegmentCount = 32;
    private const int Lanes = 4;
    private const int GuessWindow = 16 * 1024;
    private const int GuessDepth = 6;

    /// <summary>Returns the number of starts that a caller must provide room for: records of 12 bytes, and one more for each segment.</summary>
    public static int Capacity(int typeLength) => typeLength / (int)RecordFormat.HeadSize + SegmentCount + 1;

    /// <summary>Writes the start of every record, in order, and returns the number of records up to <paramref name="end"/>.</summary>
    /// <param name="types">The type section.</param>
    /// <param name="swapped">Whether its words are in the other byte order.</param>
    /// <param name="sizes">A table of sizes from <see cref="RecordSizes"/>.</param>
    /// <param name="starts">At least <see cref="Capacity"/> elements.</param>
    /// <param name="end">The end of the walk: the section's length, or the start of the first record that does not fit or has no known size.</param>
    public static int Scan(ReadOnlySpan<byte> types, bool swapped, ReadOnlySpan<ulong> sizes, Span<uint> starts, out long end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(starts.Length, Capacity(types.Length));
        return swapped
            ? Scan<SwappedWords>(types, sizes, starts, out end)
            : Scan<NativeWords>(types, sizes, starts, out end);
    }

    private static int Scan<TOrder>(ReadOnlySpan<byte> types, ReadOnlySpan<ulong> sizes, Span<uint> starts, out long end)
        where TOrder : struct, IWordOrder
    {
        ref byte section = ref MemoryMarshal.GetReference(types);
        ref uint output = ref MemoryMarshal.GetReference(starts);
        ulong stop = (ulong)Math.Max(0, types.Length - (RecordFormat.HeadSize - 1));

        int count;
        ulong landing;
        if (types.Length < InterleaveThreshold)
        {
            landing = 0;
            count = Walk<TOrder>(ref section, ref landing, stop, sizes, ref output);
        }
        else
        {
            Span<Segment> segments = stackalloc Segment[SegmentCount];
            segments = segments[..Divide<TOrder>(types, sizes, stop, segments)];
            WalkInterleaved<TOrder>(ref section, segments, sizes, ref output);
            count = Join<TOrder>(ref section, segments, sizes, ref output, out landing);
        }

        // If the last record reaches outside, it is the bad one, and does not count.
        if (landing > (ulong)types.Length)
        {
            count--;
            landing = Unsafe.Add(ref output, count);
        }

        end = (long)landing;
        return count;
    }

    /// <summary>Walks over records one by one from <paramref name="position"/>, until it is at or past <paramref name="stop"/>.</summary>
    private static int Walk<TOrder>(ref byte section, ref ulong position, ulong stop, ReadOnlySpan<ulong> sizes, ref uint output)
        where TOrder : struct, IWordOrder
    {
        int count = 0;
        ulong at = position;
        while (at < stop)
        {
            Unsafe.Add(ref output, count++) = (uint)at;
            at += RecordSizes.Of(sizes, Info<TOrder>(ref section, at));
        }

        position = at;
        return count;
    }

    /// <summary>Cuts the section at guessed record starts. Returns the number of segments, which is smaller if no guess was found.</summary>
    private static int Divide<TOrder>(ReadOnlySpan<byte> types, ReadOnlySpan<ulong> sizes, ulong stop, Span<Segment> segments)
        where TOrder : struct, IWordOrder
    {
        int count = 1;
        segments[0] = default;
        for (int i = 1; i < SegmentCount; i++)
        {
            ulong from = (ulong)types.Length * (ulong)i / SegmentCount & ~3UL;
            if (from > segments[count - 1].Start && TryGuess<TOrder>(types, sizes, from, stop, out ulong start))
            {
                segments[count - 1].Stop = start;
                segments[count++] = new Segment { Start = start };
            }
        }

        segments[count - 1].Stop = stop;
        for (int i = 0; i < count; i++)
        {
            // A segment has at most one record per 12 bytes and one more; each has that much room before the next.
            segments[i].Output = (int)(segments[i].Start / RecordFormat.HeadSize) + i;
            segments[i].Landing = segments[i].Start;
        }

        return count;
    }

    /// <summary>Searches for a place from which several records in a row have known kinds. Inside a record that is rare.</summary>
    private static bool TryGuess<TOrder>(ReadOnlySpan<byte> types, ReadOnlySpan<ulong> sizes, ulong from, ulong stop, out ulong start)
        where TOrder : struct, IWordOrder
    {
        ref byte section = ref MemoryMarshal.GetReference(types);
        ulong last = Math.Min(from + GuessWindow, stop);
        for (start = from; start < last; start += 4)
        {
            ulong at = start;
            int depth = 0;
            while (depth < GuessDepth && at < stop)
            {
                at += RecordSizes.Of(sizes, Info<TOrder>(ref section, at));
                depth++;
            }

            if (depth == GuessDepth && at <= stop)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Walks over all segments, four at a time. A lane that reaches its stop takes the next segment.</summary>
    private static void WalkInterleaved<TOrder>(ref byte section, Span<Segment> segments, ReadOnlySpan<ulong> sizes, ref uint output)
        where TOrder : struct, IWordOrder
    {
        int next = 0;
        if (segments.Length >= Lanes)
        {
            ref Segment a = ref segments[next++], b = ref segments[next++], c = ref segments[next++], d = ref segments[next++];
            while (true)
            {
                WalkFour<TOrder>(ref section, ref a, ref b, ref c, ref d, sizes, ref output);
                if (next == segments.Length)
                {
                    break;
                }

                if (a.IsDone)
                {
                    a = ref segments[next++];
                }
                else if (b.IsDone)
                {
                    b = ref segments[next++];
                }
                else if (c.IsDone)
                {
                    c = ref segments[next++];
                }
                else
                {
                    d = ref segments[next++];
                }
            }
        }

        foreach (ref Segment segment in segments)
        {
            segment.Count += Walk<TOrder>(ref section, ref segment.Landing, segment.Stop, sizes, ref Unsafe.Add(ref output, segment.Output + segment.Count));
        }
    }

    /// <summary>Walks over one record in each of four segments per turn, until one segment is done. This is the hot loop.</summary>
    private static void WalkFour<TOrder>(ref byte section, ref Segment a, ref Segment b, ref Segment c, ref Segment d, ReadOnlySpan<ulong> sizes, ref uint output)
        where TOrder : struct, IWordOrder
    {
        ulong atA = a.Landing, atB = b.Landing, atC = c.Landing, atD = d.Landing;
        ref uint outA = ref Unsafe.Add(ref output, a.Output + a.Count);
        ref uint outB = ref Unsafe.Add(ref output, b.Output + b.Count);
        ref uint outC = ref Unsafe.Add(ref output, c.Output + c.Count);
        ref uint outD = ref Unsafe.Add(ref output, d.Output + d.Count);
        ulong stopA = a.Stop, stopB = b.Stop, stopC = c.Stop, stopD = d.Stop;

        nint turn = 0;
        while (atA < stopA && atB < stopB && atC < stopC && atD < stopD)
        {
            Unsafe.Add(ref outA, turn) = (uint)atA;
            Unsafe.Add(ref outB, turn) = (uint)atB;
            Unsafe.Add(ref outC, turn) = (uint)atC;
            Unsafe.Add(ref outD, turn) = (uint)atD;
            atA += RecordSizes.Of(sizes, Info<TOrder>(ref section, atA));
            atB += RecordSizes.Of(sizes, Info<TOrder>(ref section, atB));
            atC += RecordSizes.Of(sizes, Info<TOrder>(ref section, atC));
            atD += RecordSizes.Of(sizes, Info<TOrder>(ref section, atD));
            turn++;
        }

        a.Advance(atA, (int)turn);
        b.Advance(atB, (int)turn);
        c.Advance(atC, (int)turn);
        d.Advance(atD, (int)turn);
    }

    /// <summary>Checks each guess against the walk before it, repeats the walk after a wrong guess, and closes the gaps between the outputs.</summary>
    private static int Join<TOrder>(ref byte section, Span<Segment> segments, ReadOnlySpan<ulong> sizes, ref uint output, out ulong landing)
        where TOrder : struct, IWordOrder
    {
        int count = 0;
        landing = 0;
        foreach (ref Segment segment in segments)
        {
            if (segment.Start != landing)
            {
                segment.Landing = landing;
                segment.Count = Walk<TOrder>(ref section, ref segment.Landing, segment.Stop, sizes, ref Unsafe.Add(ref output, segment.Output));
            }

            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref output, segment.Output), segment.Count)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref output, count), segment.Count));
            count += segment.Count;
            landing = segment.Landing;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Info<TOrder>(ref byte section, ulong record)
        where TOrder : struct, IWordOrder =>
        TOrder.Read(ref Unsafe.AddByteOffset(ref section, (nuint)record + RecordFormat.InfoField));

    /// <summary>A part of the section, the state of the walk through it, and the place for its starts.</summary>
    private struct Segment
    {
        public ulong Start;
        public ulong Stop;
        public ulong Landing;
        public int Output;
        public int Count;

        public readonly bool IsDone => Landing >= Stop;

        public void Advance(ulong landing, int count)
        {
            Landing = landing;
            Count += count;
        }
    }
}

namespace Btf.Core;

/// <summary>The offsets of the records of an object that the library wrote itself, so that they need not be found again.</summary>
/// <remarks>They are a part of the object's memory. The struct does not keep the memory alive; its user does.</remarks>
internal readonly unsafe struct WrittenOffsets
{
    /// <summary>The first offset in the type section; null if the offsets are not known.</summary>
    public readonly uint* Start;

    /// <summary>The number of records.</summary>
    public readonly int Count;

    private WrittenOffsets(uint* start, int count)
    {
        Start = start;
        Count = count;
    }

    /// <summary>The offsets, ids ascending.</summary>
    // In bounds: exactly the attached memory.
    public Span<uint> Span => new(Start, Count);

    /// <summary>Makes room for offsets.</summary>
    /// <param name="memory">The object's memory, of its final length.</param>
    /// <param name="count">The number of records.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    // In bounds: the attached memory has room for them.
    public static WrittenOffsets In(BtfMemory memory, int count) => new((uint*)memory.Attach(Math.Max(1, count) * sizeof(uint)), count);
}

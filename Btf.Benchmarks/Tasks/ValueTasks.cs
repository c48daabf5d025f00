using System.Buffers;
using System.Runtime.InteropServices;
using Btf.Core;
using Btf.Core.Values;

namespace Btf.Benchmarks;

/// <summary>Tasks that print bytes by their types, and read them field by field.</summary>
internal static class ValueTasks
{
    private const int Seed = 20260102;
    private const int Events = 1_000_000;

    // A ring buffer of 256 KB holds so many.
    private const int EventsInBuffer = 4096;
    private const int FieldsToBind = 50;
    private const double NanosecondsToPrint = 100_000;
    private const double NanosecondsToBind = 50_000;
    private const double NanosecondsForEvent = 20;

    /// <summary>Prints one large structure of random bytes, as libbpf does.</summary>
    public static PeerTask Print(PeerInput input)
    {
        BtfType type = LargeStructure(input);

        // Pinned for libbpf, and a little longer, because libbpf may read past the value.
        byte[] data = GC.AllocateUninitializedArray<byte>((int)type.SizeInBytes + sizeof(ulong), pinned: true);
        new Random(Seed).NextBytes(data);
        ArrayBufferWriter<byte> text = new(1 << 18);
        return new PeerTask(nameof(Print), 1, () => OurTasks.Print(type, data, text))
        {
            Libbpf = new PeerCalls(input).PrintingValue(type, data),
            MostOfLibbpf = 0.36,
            MostNanoseconds = NanosecondsToPrint,
            IsLookup = true,
        };
    }

    /// <summary>Binds fifty fields of one structure by name.</summary>
    public static PeerTask BindFields(PeerInput input)
    {
        BtfType type = LargeStructure(input);
        List<string> names = [];
        foreach (BtfMember member in type.AsComposite().Members)
        {
            if (names.Count < FieldsToBind && !member.Name.IsEmpty && BtfField<ulong>.TryBind(input.Btf, $"{type.Name}.{member.Name}", out _, out _))
            {
                names.Add(member.Name.ToString());
            }
        }

        string structure = type.Name.ToString();
        return new PeerTask(nameof(BindFields), 1, () => OurTasks.BindFields(input.Btf, structure, names)) { MostNanoseconds = NanosecondsToBind };
    }

    /// <summary>Reads one field of a million events. The limit is not C but <see cref="MemoryMarshal.Read{T}"/> at a constant offset.</summary>
    public static PeerTask ReadField(PeerInput input)
    {
        int events = Math.Min(input.Sizes.Ids, Events);
        byte[] data = new byte[EventsInBuffer * SampledEvent.Size];
        new Random(Seed).NextBytes(data);
        BtfField<ulong> field = SampledEvent.BindDelta();
        return new PeerTask(nameof(ReadField), events, () => OurTasks.ReadField(field, data, SampledEvent.Size, events))
        {
            Limit = () => ReadFieldDirectly(data, SampledEvent.Size, events),
            MostOfLimit = 1.1,
            IsLookup = true,
        };
    }

    /// <summary>Reads a million events of ten fields. The limit is not C but <see cref="MemoryMarshal.Read{T}"/> at constant offsets.</summary>
    public static PeerTask ReadEvents(PeerInput input)
    {
        int events = Math.Min(input.Sizes.Ids, Events);
        SampledEvent.BindToNew();
        byte[] data = new byte[EventsInBuffer * SampledEvent.Size];
        new Random(Seed).NextBytes(data);
        return new PeerTask(nameof(ReadEvents), events, () => OurTasks.ReadEvents(data, SampledEvent.Size, events))
        {
            Limit = () => ReadEventsDirectly(data, SampledEvent.Size, events),
            MostNanoseconds = NanosecondsForEvent,
            IsLookup = true,
        };
    }

    private static ulong ReadFieldDirectly(byte[] data, int size, int events)
    {
        ulong sum = 0;
        for (int i = 0; i < events; i++)
        {
            sum += MemoryMarshal.Read<ulong>(data.AsSpan((i & (EventsInBuffer - 1)) * size, size)[32..]);
        }

        return sum;
    }

    // On both sides the caller passes the event's size.
    private static ulong ReadEventsDirectly(byte[] data, int size, int events)
    {
        ulong sum = 0;
        for (int i = 0; i < events; i++)
        {
            ReadOnlySpan<byte> bytes = data.AsSpan((i & (EventsInBuffer - 1)) * size, size);
            sum += MemoryMarshal.Read<ulong>(bytes) + MemoryMarshal.Read<ulong>(bytes[8..]) + (ulong)MemoryMarshal.Read<int>(bytes[16..])
                + MemoryMarshal.Read<uint>(bytes[20..]) + MemoryMarshal.Read<ushort>(bytes[24..]) + MemoryMarshal.Read<byte>(bytes[26..])
                + MemoryMarshal.Read<byte>(bytes[27..]) + (ulong)MemoryMarshal.Read<int>(bytes[28..]) + MemoryMarshal.Read<ulong>(bytes[32..])
                + MemoryMarshal.Read<uint>(bytes[40..]);
        }

        return sum;
    }

    // Generated data has no task_struct.
    private static BtfType LargeStructure(PeerInput input) =>
        input.Btf.TryFindType("task_struct"u8, BtfKind.Struct, out BtfType type) ? type : input.Btf.FindType(LargestStructure(input.Btf));

    private static string LargestStructure(BtfObject btf)
    {
        BtfType largest = default;
        foreach (BtfType type in btf.Types)
        {
            if (type.Kind == BtfKind.Struct && !type.Name.IsEmpty && (largest == default || type.SizeInBytes > largest.SizeInBytes))
            {
                largest = type;
            }
        }

        return largest.Name.ToString();
    }
}

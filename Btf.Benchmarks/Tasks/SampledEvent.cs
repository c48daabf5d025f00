using Btf.Core;
using Btf.Core.Building;
using Btf.Core.Values;

namespace Btf.Benchmarks;

/// <summary>An event of a tracing program: ten fields of several sizes, read at the offsets in the types.</summary>
[BtfStruct("sampled_event")]
internal readonly ref partial struct SampledEvent
{
    /// <summary>The size of an event in bytes.</summary>
    public const int Size = 64;

    [BtfField("time")]
    public partial ulong Time { get; }

    [BtfField("address")]
    public partial ulong Address { get; }

    [BtfField("pid")]
    public partial int Pid { get; }

    [BtfField("tgid")]
    public partial uint Tgid { get; }

    [BtfField("cpu")]
    public partial ushort Cpu { get; }

    [BtfField("priority")]
    public partial byte Priority { get; }

    [BtfField("flags")]
    public partial byte Flags { get; }

    [BtfField("result")]
    public partial int Result { get; }

    [BtfField("delta")]
    public partial ulong Delta { get; }

    [BtfField("length")]
    public partial uint Length { get; }

    /// <summary>Makes types with such an event, and binds to them.</summary>
    public static void BindToNew()
    {
        using BtfObject btf = MakeTypes();
        Bind(btf);
    }

    /// <summary>Makes types with such an event, and binds one field.</summary>
    public static BtfField<ulong> BindDelta()
    {
        using BtfObject btf = MakeTypes();
        return BtfField<ulong>.Bind(btf, "sampled_event.delta");
    }

    private static BtfObject MakeTypes()
    {
        var builder = new BtfBuilder();
        uint byteId = builder.AddInt("unsigned char", 1);
        uint shortId = builder.AddInt("short unsigned int", 2);
        uint intId = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint wordId = builder.AddInt("unsigned int", 4);
        uint longId = builder.AddInt("long unsigned int", 8);
        builder.AddStruct(
            "sampled_event", Size, ("time", longId, 0), ("address", longId, 64), ("pid", intId, 128), ("tgid", wordId, 160), ("cpu", shortId, 192),
            ("priority", byteId, 208), ("flags", byteId, 216), ("result", intId, 224), ("delta", longId, 256), ("length", wordId, 320));
        return builder.ToObject();
    }
}

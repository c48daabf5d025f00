using System.Buffers;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Tasks that write all types as text to memory.</summary>
internal static class DumpingTasks
{
    private const int TextPerDataByte = 2;
    private const double MillisecondsToDraw = 5;

    public static PeerTask DumpC(PeerInput input)
    {
        ArrayBufferWriter<byte> text = new(input.Files.Data.Length * TextPerDataByte);
        return ReadingTasks.Whole(input, nameof(DumpC), "dump_c", 1, () => OurTasks.DumpC(input.Btf, text)) with { MostOfLibbpf = 0.5, IsLookup = false };
    }

    /// <summary>Lists all types as bpftool does. Libbpf has no such call.</summary>
    public static PeerTask DumpRaw(PeerInput input)
    {
        ArrayBufferWriter<byte> text = new(input.Files.Data.Length * TextPerDataByte);
        return new PeerTask(nameof(DumpRaw), 1, () => OurTasks.DumpRaw(input.Btf, text));
    }

    /// <summary>Draws one large structure as a picture. No other tool draws BTF, so the bar is a time.</summary>
    public static PeerTask Draw(PeerInput input)
    {
        ArrayBufferWriter<byte> text = new(1 << 18);
        if (!input.Btf.TryFindType("task_struct"u8, BtfKind.Struct, out BtfType type))
        {
            // Generated data does not have the structure.
            type = input.PathRoots[0];
        }

        return new PeerTask(nameof(Draw), 1, () => OurTasks.Draw(type, text)) { MostNanoseconds = MillisecondsToDraw * 1_000_000 };
    }
}

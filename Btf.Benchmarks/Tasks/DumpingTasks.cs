using System.Buffers;

namespace Btf.Benchmarks;

/// <summary>All types as text, to memory.</summary>
internal static class DumpingTasks
{
    private const int TextPerDataByte = 2;

    public static PeerTask DumpC(PeerInput input)
    {
        ArrayBufferWriter<byte> text = new(input.Files.Data.Length * TextPerDataByte);
        return ReadingTasks.Whole(input, nameof(DumpC), "dump_c", 1, () => OurTasks.DumpC(input.Btf, text)) with { MostOfLibbpf = 0.5, IsLookup = false };
    }

    /// <summary>As bpftool lists them. libbpf has no such call.</summary>
    public static PeerTask DumpRaw(PeerInput input)
    {
        ArrayBufferWriter<byte> text = new(input.Files.Data.Length * TextPerDataByte);
        return new PeerTask(nameof(DumpRaw), 1, () => OurTasks.DumpRaw(input.Btf, text));
    }
}

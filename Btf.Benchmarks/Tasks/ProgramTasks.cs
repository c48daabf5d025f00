using System.Runtime.InteropServices;
using Btf.Core;
using Btf.Core.Extensions;
using Btf.Core.Programs;

namespace Btf.Benchmarks;

/// <summary>Tasks that relocate a BPF object with 96 CO-RE relocations for the input.</summary>
internal static unsafe class ProgramTasks
{
    private const double MillisecondsWithIndex = 0.1;
    private const double MillisecondsByScan = 2.5;
    private const double MillisecondsToMinimize = 5;
    private const double MostOfLibbpfPreparing = 0.4;

    private static ReadOnlySpan<byte> Section => "raw_tp/sched_process_exit"u8;

    private static string ObjectPath => Path.Combine(AppContext.BaseDirectory, "Native", "relocations.bpf.o");

    /// <summary>Resolves the relocations of an open object against an input with an index of names.</summary>
    public static PeerTask Relocate(PeerInput input)
    {
        var program = BtfExtension.Open(ObjectPath);
        var resolver = new CoreResolver(input.Btf);
        return new PeerTask(nameof(Relocate), 1, () => Resolve(resolver, program)) { MostNanoseconds = Nanoseconds(MillisecondsWithIndex) };
    }

    /// <summary>Resolves the relocations against an input without an index, and patches the instructions.</summary>
    public static PeerTask RelocateByScan(PeerInput input)
    {
        var program = BtfExtension.Open(ObjectPath);
        var resolver = new CoreResolver(input.Scanned);
        byte[] code = ReadCode();
        return new PeerTask(nameof(RelocateByScan), 1, () => Patch(resolver, program, code))
        {
            MostNanoseconds = AbsoluteBar.For(input.Btf.TypeCount, MillisecondsByScan),
        };
    }

    /// <summary>Opens the object and the input, and patches the instructions. Libbpf cannot do this without also loading the object into the kernel.</summary>
    public static PeerTask PrepareObject(PeerInput input)
    {
        byte[] code = ReadCode();
        Func<ulong>? libbpf = Preparing(input);
        return new PeerTask(nameof(PrepareObject), 1, () => Prepare(input.Files.Kernel, code))
        {
            // It needs privileges, a kernel that accepts the program, and an input with the types that the program needs.
            Libbpf = libbpf is not null && libbpf() != 0 ? libbpf : null,
            MostOfLibbpf = MostOfLibbpfPreparing,
        };
    }

    /// <summary>Extracts the part of the input that the object needs. Bpftool does this only as a process: see the report.</summary>
    public static PeerTask Minimize(PeerInput input)
    {
        var program = BtfExtension.Open(ObjectPath);
        return new PeerTask(nameof(Minimize), 1, () => Minimize(input.Scanned, program))
        {
            MostNanoseconds = AbsoluteBar.For(input.Btf.TypeCount, MillisecondsToMinimize),
        };
    }

    private static double Nanoseconds(double milliseconds) => milliseconds * 1_000_000;

    private static ulong Resolve(CoreResolver resolver, BtfExtension program)
    {
        resolver.Reset();
        ulong sum = 0;
        foreach (BtfCoreRelocation relocation in program.CoreRelocations)
        {
            sum += resolver.Resolve(relocation).NewValue;
        }

        return sum;
    }

    private static ulong Patch(CoreResolver resolver, BtfExtension program, byte[] code)
    {
        byte[] patched = [.. code];
        resolver.Apply(program, Section, patched, out _);
        ulong sum = 0;
        foreach (byte part in patched)
        {
            sum += part;
        }

        return sum;
    }

    private static ulong Prepare(string kernel, byte[] code)
    {
        using BtfExtension program = BtfExtension.Open(ObjectPath);
        using BtfObject btf = BtfObject.Open(kernel, OurTasks.Scanning);
        return Patch(new CoreResolver(btf), program, code);
    }

    private static ulong Minimize(BtfObject kernel, BtfExtension program)
    {
        using BtfMinimization part = BtfMinimizer.Create(kernel, [program]);
        return (ulong)part.Result.TypeCount;
    }

    private static Func<ulong>? Preparing(PeerInput input)
    {
        var call = (delegate* unmanaged<byte*, byte*, ulong>)NativePeer.TryFunction("libbpf_relocate");
        byte[] program = PeerInput.Terminated(ObjectPath);
        byte[] kernel = PeerInput.Terminated(input.Files.Kernel);
        return call == null ? null : () => call(PeerInput.Start(program), PeerInput.Start(kernel));
    }

    /// <summary>Reads the instructions from the only section with this name.</summary>
    private static byte[] ReadCode()
    {
        ReadOnlySpan<byte> image = File.ReadAllBytes(ObjectPath);
        int table = MemoryMarshal.Read<int>(image[40..]);
        int count = MemoryMarshal.Read<ushort>(image[60..]);
        int names = Place(image, table, MemoryMarshal.Read<ushort>(image[62..])).Offset;
        for (int i = 0; i < count; i++)
        {
            (int name, int offset, int size) = Place(image, table, i);
            if (image[(names + name)..].StartsWith(Section))
            {
                return image.Slice(offset, size).ToArray();
            }
        }

        throw new InvalidDataException($"{ObjectPath} has no program.");
    }

    private static (int Name, int Offset, int Size) Place(ReadOnlySpan<byte> image, int table, int index)
    {
        const int entryLength = 64;
        ReadOnlySpan<byte> entry = image[(table + (index * entryLength))..];
        return (MemoryMarshal.Read<int>(entry), MemoryMarshal.Read<int>(entry[24..]), MemoryMarshal.Read<int>(entry[32..]));
    }
}

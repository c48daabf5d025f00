using System.Buffers.Binary;
using Btf.Core;
using Btf.Core.Programs;
using Microsoft.Win32.SafeHandles;

namespace Tracer;

/// <summary>A loaded and attached BPF object: its types and its ring buffer. Disposing it detaches the programs.</summary>
internal sealed class TracedObject : IDisposable
{
    private const int InstructionLength = 8;
    private const byte MapMark = 1;
    private readonly BpfObjectFile _file;
    private readonly List<SafeFileHandle> _handles = [];
    private readonly Dictionary<string, SafeFileHandle> _maps = [];

    private TracedObject(BpfObjectFile file) => _file = file;

    /// <summary>The object's own types.</summary>
    public BtfObject Types => _file.Btf;

    /// <summary>The events of the programs.</summary>
    public RingBuffer Events { get; private set; } = null!;

    /// <summary>Relocates an object for the running kernel, loads its programs, and attaches them.</summary>
    public static TracedObject Load(string path)
    {
        var traced = new TracedObject(BpfObjectFile.Open(path));
        try
        {
            using BtfObject kernel = KernelBtf.Open(new BtfOpenOptions { NameLookup = NameLookup.Scan });
            traced.CreateMaps();
            traced.LoadPrograms(kernel);
            return traced;
        }
        catch
        {
            traced.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _handles.ForEach(handle => handle.Dispose());
        Events?.Dispose();
        _file.Dispose();
    }

    private void CreateMaps()
    {
        foreach (MapDefinition map in MapDefinition.Read(Types))
        {
            _maps[map.Name] = BpfSyscall.CreateMap(map.Type, map.MaxEntries);
            Events = new RingBuffer(_maps[map.Name], map.MaxEntries);
        }
    }

    private void LoadPrograms(BtfObject kernel)
    {
        // Apply all CO-RE relocations: the result is the same file with the running kernel's offsets.
        CoreReport report = CoreReport.Create(_file, new CoreResolver(kernel));
        if (report.Findings.FirstOrDefault(finding => !finding.Loads) is { } missing)
        {
            throw new NotSupportedException($"{missing.Place}: {missing.Text}: {string.Join(' ', missing.Explanation)}");
        }

        using var patched = new MemoryStream();
        report.WritePatched(patched);
        var elf = new ElfObject(patched.ToArray());
        foreach ((string section, int index, byte[] instructions) in elf.Programs)
        {
            foreach ((int offset, string symbol) in elf.RelocationsOf(index))
            {
                SetMap(instructions.AsSpan(offset), _maps[symbol]);
            }

            Attach(kernel, section, instructions);
        }
    }

    /// <summary>Writes a map's descriptor into the instruction that loads its address.</summary>
    private static void SetMap(Span<byte> instruction, SafeFileHandle map)
    {
        instruction[1] = (byte)((instruction[1] & 0x0F) | (MapMark << 4));
        BinaryPrimitives.WriteInt32LittleEndian(instruction[(InstructionLength / 2)..], (int)map.DangerousGetHandle());
    }

    private void Attach(BtfObject kernel, string section, byte[] instructions)
    {
        string[] parts = section.Split('/');
        bool isTyped = parts[0] == "tp_btf";

        // The kernel has a typedef for each tracepoint. A program with typed arguments is loaded with the typedef's id.
        uint type = isTyped ? kernel.FindType($"btf_trace_{parts[1]}", BtfKind.Typedef).Id : 0;
        SafeFileHandle program = BpfSyscall.LoadProgram(isTyped ? BpfSyscall.Tracing : BpfSyscall.RawTracepoint, instructions, type);
        _handles.Add(program);
        _handles.Add(BpfSyscall.Attach(program, isTyped ? null : parts[1]));
    }
}

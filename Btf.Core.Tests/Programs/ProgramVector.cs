using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.Versioning;
using Btf.Core.Programs;
using Btf.Testing;

namespace Btf.Core.Tests;

/// <summary>A program with function and line records in the form of <c>bpf(BPF_PROG_LOAD)</c>, which counts instructions, not bytes.</summary>
internal sealed class ProgramVector : IDisposable
{
    private readonly BtfVector _vector;
    private readonly BtfObject _types;
    private readonly byte[] _code;
    private readonly BtfHandle? _handle;

    public ProgramVector(BtfVector vector)
    {
        _vector = vector;
        _types = BtfObject.FromMemory(vector.Slice("blob"));
        _code = vector.Slice("insns");
        Functions = vector.Slice("func_info");
        Lines = vector.Slice("line_info");
        _handle = OperatingSystem.IsLinux() && new BtfLoader().TryLoad(_types.RawData, out BtfHandle? handle) ? handle : null;
    }

    public byte[] Functions { get; }

    public byte[] Lines { get; }

    public int TypeCount => _types.TypeCount;

    /// <summary>Whether our rules refuse records.</summary>
    public bool IsRefused(byte[] functions, byte[] lines) =>
        new ProgramInfo("prog", _types, _code, Ranges(), Read(functions, Size("func"), false), Read(lines, Size("line"), true)).Check().Any();

    /// <summary>Whether the running kernel accepts them.</summary>
    [SupportedOSPlatform("linux")]
    public bool Load(byte[] functions, byte[] lines, out string log) =>
        BpfCalls.TryLoadProgram(_handle!, _vector.Json.GetProperty("prog_type").GetUInt32(), _code, functions, Size("func"), lines, Size("line"), out log);

    public void Dispose()
    {
        _handle?.Dispose();
        _types.Dispose();
    }

    private int Size(string part) => _vector.Json.GetProperty($"{part}_info_rec_size").GetInt32();

    private (int, int)[] Ranges()
    {
        SortedSet<int> starts = [0];
        for (int i = 0; i < _code.Length / 8; i++)
        {
            var instruction = BpfInstruction.Read(_code.AsSpan(i * 8), isBigEndian: false);
            if ((instruction.Code == BpfInstruction.CallCode && instruction.Source == 1) || (instruction.IsLoadImmediate64 && instruction.Source == 4))
            {
                starts.Add((i + 1 + instruction.Immediate) * 8);
            }
        }

        return [.. starts.Zip(starts.Skip(1).Append(_code.Length))];
    }

    private static List<InfoRecord> Read(byte[] records, int size, bool isLine)
    {
        List<InfoRecord> list = [];
        for (int at = 0; size > 0 && at + size <= records.Length; at += size)
        {
            uint Word(int field) => BinaryPrimitives.ReadUInt32LittleEndian(records.AsSpan(at + field));
            ulong offset = Word(0) * 8UL;
            list.Add(new InfoRecord(at, offset > int.MaxValue ? 0x7FFF_FFF8 : (uint)offset, Word(4), isLine ? Word(8) : 0));
        }

        return list;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_vector.Id}");
}

using Btf.Core.Programs;

namespace Btf.Core.Tests;

/// <summary>Writes BPF instructions.</summary>
internal sealed class BpfAssembler
{
    private readonly List<byte> _bytes = [];

    public int Count => _bytes.Count / BpfInstruction.Size;

    public BpfAssembler Emit(int code, int destination = 0, int source = 0, int offset = 0, int immediate = 0)
    {
        var instruction = new BpfInstruction
        {
            Code = (byte)code,
            Destination = (byte)destination,
            Source = (byte)source,
            Offset = (short)offset,
            Immediate = immediate,
        };
        Span<byte> bytes = stackalloc byte[BpfInstruction.Size];
        instruction.Write(bytes, isBigEndian: false);
        _bytes.AddRange(bytes);
        return this;
    }

    public BpfAssembler MoveImmediate(int register, int value) => Emit(0xB7, register, immediate: value);

    public BpfAssembler Move(int register, int source) => Emit(0xBF, register, source);

    public BpfAssembler AddImmediate(int register, int value) => Emit(0x07, register, immediate: value);

    public BpfAssembler JumpIfEqual(int register, int value, int distance) => Emit(0x15, register, offset: distance, immediate: value);

    public BpfAssembler JumpIfNotEqual(int register, int value, int distance) => Emit(0x55, register, offset: distance, immediate: value);

    public BpfAssembler Poison() => Emit(BpfInstruction.CallCode, immediate: InstructionPatch.PoisonNumber);

    public BpfAssembler Exit() => MoveImmediate(0, 0).Emit(0x95);

    /// <summary>Sets the distance of an earlier jump.</summary>
    public void SetDistance(int index, int distance)
    {
        _bytes[(index * BpfInstruction.Size) + 2] = (byte)distance;
        _bytes[(index * BpfInstruction.Size) + 3] = (byte)(distance >> 8);
    }

    public byte[] ToArray() => [.. _bytes];
}

using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>The filter for IA-64: <c>br.call</c>, one of three 41-bit instructions in a bundle of 16 bytes.</summary>
internal sealed class Ia64Filter : BranchFilter
{
    private const int BundleLength = 16;
    private const int TemplateBits = 5;
    private const int InstructionBits = 41;
    private const int TargetBit = 13;
    private const int TargetSignBit = 36;
    private const ulong TargetMask = 0xF_FFFF;
    private const ulong CallMask = (0xFUL << 37) | (7UL << 9);
    private const ulong Call = 5UL << 37;

    // For each template, a mask of the instructions that may be branches.
    private static ReadOnlySpan<byte> Branches => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0];

    protected override int Decode(Span<byte> code, uint position)
    {
        int end = code.Length & ~(BundleLength - 1);
        for (int i = 0; i < end; i += BundleLength)
        {
            Span<byte> bytes = code.Slice(i, BundleLength);
            UInt128 bundle = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
            BinaryPrimitives.WriteUInt128LittleEndian(bytes, DecodeBundle(bundle, position + (uint)i));
        }

        return end;
    }

    private static UInt128 DecodeBundle(UInt128 bundle, uint position)
    {
        int branches = Branches[(int)bundle & 0x1F];
        for (int slot = 0; slot < 3; slot++)
        {
            int shift = TemplateBits + (slot * InstructionBits);
            ulong instruction = (ulong)(bundle >> shift) & ((1UL << InstructionBits) - 1);
            if ((branches >> slot & 1) != 0 && (instruction & CallMask) == Call)
            {
                bundle ^= (UInt128)(instruction ^ DecodeCall(instruction, position)) << shift;
            }
        }

        return bundle;
    }

    // The target counts bundles. Its top bit is apart from the others.
    private static ulong DecodeCall(ulong instruction, uint position)
    {
        uint address = (uint)(((instruction >> TargetBit) & TargetMask) | ((instruction >> TargetSignBit & 1) << 20)) << 4;
        ulong distance = (address - position) >> 4;
        return (instruction & ~((TargetMask << TargetBit) | (1UL << TargetSignBit)))
            | (distance & TargetMask) << TargetBit
            | (distance >> 20 & 1) << TargetSignBit;
    }
}

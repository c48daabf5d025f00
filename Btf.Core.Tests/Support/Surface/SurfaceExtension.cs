using System.Buffers.Binary;
using Btf.Core.Extensions;
using Btf.Core.Programs;

namespace Btf.Core.Tests;

/// <summary>A <c>.BTF.ext</c> section of a sample's object, with one record of each sort, and its views from before it is disposed.</summary>
public sealed class SurfaceExtension : IDisposable
{
    private readonly BtfExtension _extension;

    public SurfaceExtension(BtfObject btf, BtfType named)
    {
        ArgumentNullException.ThrowIfNull(btf);
        Bytes = Build(btf.ByteOrder == BtfByteOrder.BigEndian, named.Id, named.NameOffset);
        _extension = BtfExtension.FromMemory(Bytes, btf);
        Functions = _extension.Functions;
        Lines = _extension.Lines;
        Relocations = _extension.CoreRelocations;
        var functionWalk = Functions.GetEnumerator();
        var lineWalk = Lines.GetEnumerator();
        var relocationWalk = Relocations.GetEnumerator();
        Started = functionWalk.MoveNext() && lineWalk.MoveNext() && relocationWalk.MoveNext();
        FunctionWalk = functionWalk;
        LineWalk = lineWalk;
        RelocationWalk = relocationWalk;
        Function = functionWalk.Current;
        Line = lineWalk.Current;
        Relocation = relocationWalk.Current;
        Resolution = new CoreResolver(btf).Resolve(Relocation);
    }

    public byte[] Bytes { get; }

    /// <summary>Whether every walk has a current record.</summary>
    public bool Started { get; }

    public BtfExtensionRecords<BtfFunctionInfo> Functions { get; }

    public BtfExtensionRecords<BtfLineInfo> Lines { get; }

    public BtfExtensionRecords<BtfCoreRelocation> Relocations { get; }

    public BtfExtensionRecords<BtfFunctionInfo>.Enumerator FunctionWalk { get; }

    public BtfExtensionRecords<BtfLineInfo>.Enumerator LineWalk { get; }

    public BtfExtensionRecords<BtfCoreRelocation>.Enumerator RelocationWalk { get; }

    public BtfFunctionInfo Function { get; }

    public BtfLineInfo Line { get; }

    public BtfCoreRelocation Relocation { get; }

    /// <summary>The relocation's result: an error, because its access string is a name.</summary>
    public CoreResolution Resolution { get; }

    public void Dispose() => _extension.Dispose();

    private static byte[] Build(bool bigEndian, uint type, uint name)
    {
        uint[] words =
        [
            0, 32, 0, 20, 20, 28, 48, 28,
            8, name, 1, 0, type,
            16, name, 1, 0, name, name, (7 << 10) | 3,
            16, name, 1, 0, type, name, 8,
        ];
        byte[] bytes = new byte[words.Length * sizeof(uint)];
        for (int i = 0; i < words.Length; i++)
        {
            Span<byte> word = bytes.AsSpan(i * sizeof(uint));
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(word, words[i]);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(word, words[i]);
            }
        }

        (bytes[0], bytes[1], bytes[2]) = bigEndian ? ((byte)0xEB, (byte)0x9F, (byte)1) : ((byte)0x9F, (byte)0xEB, (byte)1);
        return bytes;
    }
}

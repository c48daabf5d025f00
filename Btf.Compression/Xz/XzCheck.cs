using System.Buffers.Binary;
using System.Security.Cryptography;
using SharpCompress.Compressors.Xz;

namespace Btf.Compression;

/// <summary>The check at the end of a block of an xz file. Undefined types are skipped.</summary>
internal sealed class XzCheck : IDisposable
{
    private const int Crc32Type = 1;
    private const int Crc64Type = 4;
    private const int Sha256Type = 10;

    private readonly int _type;
    private readonly IncrementalHash? _sha256;
    private uint _crc32 = uint.MaxValue;
    private ulong _crc64 = ulong.MaxValue;

    /// <summary>Prepares a check with a type from 0 to 15.</summary>
    public XzCheck(int type)
    {
        _type = type;
        _sha256 = type == Sha256Type ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    // Each group of three types has the same length: 4, 8, 16, 32 or 64 bytes. Type 0 has none.
    private int Length => _type == 0 ? 0 : 4 << ((_type - 1) / 3);

    /// <summary>Adds decompressed bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        switch (_type)
        {
            case Crc32Type:
                _crc32 = Crc32.Update(_crc32, bytes);
                break;
            case Crc64Type:
                _crc64 = Crc64.UpdateXz(_crc64, bytes);
                break;
            default:
                _sha256?.AppendData(bytes);
                break;
        }
    }

    /// <summary>Reads the check, and throws if it does not match.</summary>
    public void Expect(Stream stream)
    {
        Span<byte> stored = stackalloc byte[Length];
        stream.ReadExactly(stored);
        bool isRight = _type switch
        {
            Crc32Type => BinaryPrimitives.ReadUInt32LittleEndian(stored) == ~_crc32,
            Crc64Type => BinaryPrimitives.ReadUInt64LittleEndian(stored) == ~_crc64,
            Sha256Type => stored.SequenceEqual(_sha256!.GetHashAndReset()),
            _ => true,
        };
        if (!isRight)
        {
            throw new InvalidDataException("a block does not match its check");
        }
    }

    public void Dispose() => _sha256?.Dispose();
}

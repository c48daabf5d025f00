using System.Buffers.Binary;

namespace Btf.Testing;

/// <summary>Changes bytes and words without regard to their meaning.</summary>
public static class ByteMutator
{
    /// <summary>Makes one change in place.</summary>
    /// <param name="data">The data.</param>
    /// <param name="keep">The number of bytes at the start that do not change. Without the magic number, nothing else would be tested.</param>
    /// <param name="random">The source of chance.</param>
    public static void Change(Span<byte> data, int keep, Random random)
    {
        int first = (keep + 3) & ~3;
        if (data.Length < first + sizeof(uint))
        {
            return;
        }

        int place = random.Next(keep, data.Length);
        Span<byte> word = data.Slice(Math.Max(first, Math.Min(place, data.Length - 4) & ~3), 4);
        switch (random.Next(6))
        {
            case 0:
                data[place] = (byte)random.Next(256);
                break;
            case 1:
                data[place] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                word.Fill((byte)(random.Next(2) * 0xFF));
                break;
            case 3:
                BinaryPrimitives.WriteInt32LittleEndian(word, random.Next(64));
                break;
            case 4:
                BinaryPrimitives.WriteInt32BigEndian(word, random.Next(64));
                break;
            default:
                data.Slice(random.Next(data.Length / 4) * 4, 4).CopyTo(word);
                break;
        }
    }

    /// <summary>Cuts a piece out, doubles one, or cuts the end off.</summary>
    public static byte[] Splice(byte[] data, Random random)
    {
        int from = random.Next(data.Length + 1);
        int length = random.Next(Math.Min(data.Length - from, 64) + 1);
        return random.Next(3) switch
        {
            0 => [.. data[..from], .. data[(from + length)..]],
            1 => [.. data[..(from + length)], .. data[from..]],
            _ => data[..from],
        };
    }
}

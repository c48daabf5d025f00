using System.Buffers.Binary;

namespace Btf.Core.Building;

/// <summary>The form of a new object: its byte order, the length of its header, its layout section, and its base.</summary>
internal readonly ref struct ObjectForm
{
    private ObjectForm(BtfObject? baseObject, bool isSwapped, int headerLength, ReadOnlySpan<byte> layout)
    {
        Base = baseObject;
        IsSwapped = isSwapped;
        HeaderLength = headerLength;
        Layout = layout;
    }

    public BtfObject? Base { get; }

    public bool IsSwapped { get; }

    public int HeaderLength { get; }

    public ReadOnlySpan<byte> Layout { get; }

    /// <summary>Returns the form of an object, with the same base.</summary>
    public static ObjectForm Like(BtfObject btf)
    {
        BtfHeader header = btf.Header;
        int length = header.HeaderLength >= BtfHeader.KnownLength ? BtfHeader.KnownLength : BtfHeader.MinimumLength;
        return new ObjectForm(btf.Base, header.IsSwapped, length, header.Layout(btf.Data));
    }

    /// <summary>Returns the form of the objects that libbpf makes: with the longer header, without a layout section.</summary>
    public static ObjectForm New(BtfObject? baseObject, bool isSwapped) => new(baseObject, isSwapped, BtfHeader.KnownLength, []);

    /// <summary>
    /// Allocates an object's memory and writes everything except the types and the strings. As in libbpf, a layout section lies between the two.
    /// </summary>
    /// <exception cref="IOException">There is not enough memory, or the object would be larger than 2^31 bytes.</exception>
    public BtfMemory Allocate(long typeLength, int stringLength, out Span<byte> types, out Span<byte> strings)
    {
        BtfMemory memory = OwnMemory.Allocate(Length(typeLength, stringLength));
        strings = Fill(memory, typeLength, stringLength, out types);
        return memory;
    }

    /// <summary>Allocates an object's memory as <see cref="Allocate"/> does, with room for more strings. <see cref="EndStrings"/> gives back what is not needed.</summary>
    /// <param name="typeLength">The length of the types in bytes.</param>
    /// <param name="likelyStrings">The length in bytes of the strings that are certain.</param>
    /// <param name="mostStrings">The largest possible length of the strings in bytes.</param>
    /// <param name="types">The place of the types.</param>
    /// <param name="strings">The place of the certain strings.</param>
    /// <exception cref="IOException">There is not enough memory, or the object would be larger than 2^31 bytes.</exception>
    public BtfMemory AllocateMost(long typeLength, int likelyStrings, long mostStrings, out Span<byte> types, out Span<byte> strings)
    {
        int likely = Length(typeLength, likelyStrings);
        BtfMemory memory = OwnMemory.AllocateBuffer((int)Math.Min(Array.MaxLength, likely + mostStrings - likelyStrings), likely);
        strings = Fill(memory, typeLength, likelyStrings, out types);
        return memory;
    }

    /// <summary>Gives an object from <see cref="AllocateMost"/> its final length.</summary>
    /// <param name="memory">The object's memory. It may be replaced by other memory.</param>
    /// <param name="typeLength">The length of the types in bytes.</param>
    /// <param name="stringLength">The length of the strings in bytes.</param>
    /// <returns>The place of the strings.</returns>
    /// <exception cref="IOException">The object would be larger than 2^31 bytes.</exception>
    public Span<byte> EndStrings(ref BtfMemory memory, long typeLength, int stringLength)
    {
        memory = OwnMemory.Shorten(memory, Length(typeLength, stringLength));
        return Fill(memory, typeLength, stringLength, out _);
    }

    private int Length(long typeLength, int stringLength)
    {
        long length = HeaderLength + typeLength + Layout.Length + stringLength;
        return length <= Array.MaxLength ? (int)length : throw new IOException($"The object would take {length} bytes; at most {Array.MaxLength} are possible.");
    }

    /// <summary>Writes everything except the types and the strings, and returns the place of the strings.</summary>
    private Span<byte> Fill(BtfMemory memory, long typeLength, int stringLength, out Span<byte> types)
    {
        Span<byte> data = OwnMemory.ContentOf(memory);
        WriteHeader(data[..HeaderLength], (uint)typeLength, (uint)Layout.Length, (uint)stringLength, IsSwapped == BitConverter.IsLittleEndian);
        types = data.Slice(HeaderLength, (int)typeLength);
        Span<byte> rest = data[(HeaderLength + (int)typeLength)..];
        Layout.CopyTo(rest);
        return rest.Slice(Layout.Length, stringLength);
    }

    /// <summary>Writes a header. The types come first, then the layout section, then the strings.</summary>
    /// <param name="header">The header, of 24 or 32 bytes.</param>
    /// <param name="typeLength">The length of the types in bytes.</param>
    /// <param name="layoutLength">The length of the layout section in bytes; 0 for none.</param>
    /// <param name="stringLength">The length of the strings in bytes.</param>
    /// <param name="isBig">Whether the byte order is big-endian.</param>
    /// <returns>The header's length.</returns>
    public static int WriteHeader(Span<byte> header, uint typeLength, uint layoutLength, uint stringLength, bool isBig)
    {
        header.Clear();
        if (isBig)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header, BtfHeader.Magic);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header, BtfHeader.Magic);
        }

        header[2] = 1;
        Put(header, 4, (uint)header.Length, isBig);
        Put(header, 12, typeLength, isBig);
        Put(header, 16, typeLength + layoutLength, isBig);
        Put(header, 20, stringLength, isBig);
        if (layoutLength != 0)
        {
            Put(header, 24, typeLength, isBig);
            Put(header, 28, layoutLength, isBig);
        }

        return header.Length;
    }

    private static void Put(Span<byte> header, int offset, uint word, bool isBig)
    {
        if (isBig)
        {
            BinaryPrimitives.WriteUInt32BigEndian(header[offset..], word);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header[offset..], word);
        }
    }
}

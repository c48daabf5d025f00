using System.Buffers.Text;

namespace Btf.Core;

/// <summary>Writes the location of a parameter.</summary>
internal ref struct LocationText
{
    /// <summary>The largest length of a text in bytes.</summary>
    public const int MaxLength = 128;

    // The largest number of words that are written for a combination without a meaning.
    private const int MostWords = 8;

    private const BtfLocationFlags Meaning =
        BtfLocationFlags.Constant | BtfLocationFlags.Address | BtfLocationFlags.Register | BtfLocationFlags.Dereference | BtfLocationFlags.Offset;

    private readonly Span<byte> _text;
    private int _length;

    private LocationText(Span<byte> text) => _text = text;

    /// <summary>Writes the text of a location. If its flags and values do not go together, writes its words.</summary>
    /// <param name="location">The location.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written, all of them ASCII.</returns>
    public static int Write(BtfLocationParameter location, Span<byte> text)
    {
        var writer = new LocationText(text);
        writer.Write(location);
        return writer._length;
    }

    private void Write(BtfLocationParameter location)
    {
        BtfLocationFlags flags = location.Flags;
        bool isSigned = (flags & BtfLocationFlags.Signed) != 0;
        bool isKnown = (flags & ~(Meaning | BtfLocationFlags.Signed)) == 0;
        switch (isKnown ? flags & Meaning : BtfLocationFlags.None, location.ValueCount)
        {
            case (BtfLocationFlags.Constant, 1) when isSigned:
                Add((int)location.GetValue(0));
                break;
            case (BtfLocationFlags.Constant, 2) when isSigned:
                Add((long)Wide(location));
                break;
            case (BtfLocationFlags.Constant, 1 or 2):
                AddHex(Wide(location));
                break;
            case (BtfLocationFlags.Constant | BtfLocationFlags.Address, 1 or 2):
                AddHex(Wide(location));
                Add(" (addr)"u8);
                break;
            case (BtfLocationFlags.Register, 1):
                AddRegister(location.GetValue(0));
                break;
            case (BtfLocationFlags.Register, 2):
                AddRegister(location.GetValue(0));
                Add(", "u8);
                AddRegister(location.GetValue(1));
                break;
            case (BtfLocationFlags.Register | BtfLocationFlags.Offset, 2):
                AddSum(location);
                break;
            case (BtfLocationFlags.Register | BtfLocationFlags.Dereference, 1):
                Add("*("u8);
                AddRegister(location.GetValue(0));
                Add(")"u8);
                break;
            case (BtfLocationFlags.Register | BtfLocationFlags.Dereference | BtfLocationFlags.Offset, 2):
                Add("*("u8);
                AddSum(location);
                Add(")"u8);
                break;
            default:
                AddWords(location);
                break;
        }
    }

    private static ulong Wide(BtfLocationParameter location) =>
        location.ValueCount == 1 ? location.GetValue(0) : RecordFormat.Enum64Value(location.GetValue(0), location.GetValue(1));

    private void AddSum(BtfLocationParameter location)
    {
        int offset = (int)location.GetValue(1);
        AddRegister(location.GetValue(0));
        Add(offset < 0 ? " - "u8 : " + "u8);
        AddHex((ulong)Math.Abs((long)offset));
    }

    private void AddRegister(uint register)
    {
        if (register == BtfLocationParameter.FrameBase)
        {
            Add("fbreg"u8);
        }
        else
        {
            Add("reg"u8);
            Add((long)register);
        }
    }

    private void AddWords(BtfLocationParameter location)
    {
        for (int i = 0; i < Math.Min(location.ValueCount, MostWords); i++)
        {
            Add(i == 0 ? default : " "u8);
            AddHex(location.GetValue(i));
        }

        Add(location.ValueCount > MostWords ? " ..."u8 : default);
    }

    private void AddHex(ulong number)
    {
        Add("0x"u8);
        Utf8Formatter.TryFormat(number, _text[_length..], out int written, 'x');
        _length += written;
    }

    private void Add(long number)
    {
        Utf8Formatter.TryFormat(number, _text[_length..], out int written);
        _length += written;
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_text[_length..]);
        _length += text.Length;
    }
}

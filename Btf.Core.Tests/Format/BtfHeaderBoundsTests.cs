using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfHeaderBoundsTests
{
    private const int VersionField = 2;
    private const int FlagsField = 3;
    private const int LengthField = 4;

    [Test]
    public void Empty_input_is_no_header() =>
        Rejection.Expect(Rejection.ByHeader([]), BtfErrorCode.HeaderTruncated, 0, 0, "input is empty");

    [Test]
    public void Input_shorter_than_a_header_is_refused([Values] bool bigEndian, [Range(1, 23)] int length)
    {
        byte[] data = SampleBtf.EveryKind(bigEndian).ToArray()[..length];

        Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.HeaderTruncated, length, 0, $"input has {length} bytes");
    }

    [Test]
    public void Another_magic_number_is_refused([Values] bool bigEndian, [Values(0x0000, 0x9FEC, 0xEB9E, 0xFFFF)] int magic)
    {
        byte[] data = new RawEnvelope { Magic = (ushort)magic }.Wrap(SampleBtf.EveryKind(bigEndian));

        Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.BadMagic, 0, 0, "Not BTF");
    }

    [Test]
    public void An_ELF_file_is_named_as_such([Values(4, 64)] int length)
    {
        byte[] data = new byte[length];
        "\u007fELF"u8.CopyTo(data);

        bool parsed = BtfHeader.TryParse(data, out _, out BtfError error);

        Assert.That(parsed, Is.False);
        Rejection.Expect(error, BtfErrorCode.BadMagic, 0, 0, "it is an ELF file");
    }

    [Test]
    public void Another_version_is_refused([Values] bool bigEndian, [Values(0, 2, 255)] byte version)
    {
        byte[] data = new RawEnvelope { Version = version }.Wrap(SampleBtf.EveryKind(bigEndian));

        Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.UnsupportedVersion, VersionField, 0, $"version {version} ");
    }

    [Test]
    public void Flags_are_refused([Values] bool bigEndian, [Values(0x01, 0x80)] byte flags)
    {
        byte[] data = new RawEnvelope { Flags = flags }.Wrap(SampleBtf.EveryKind(bigEndian));

        Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.UnsupportedFlags, FlagsField, 0, $"flags 0x{flags:X2}");
    }

    [Test]
    public void A_header_length_below_24_is_refused([Values] bool bigEndian, [Values(0u, 8u, 23u)] uint length)
    {
        byte[] data = new RawEnvelope { HeaderLengthField = length }.Wrap(SampleBtf.EveryKind(bigEndian));

        Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.BadHeaderLength, LengthField, 0, $"{length} bytes long; it must have at least 24");
    }

    [Test]
    public void A_header_longer_than_the_input_is_refused([Values] bool bigEndian, [Values(25u, 31u, 32u, 33u, 0x8000_0000u, 0xFFFF_FFFFu)] uint length)
    {
        byte[] data = new RawEnvelope { HeaderLengthField = length }.Wrap(new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) })[..24];

        Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.BadHeaderLength, LengthField, 0, $"{length} bytes long; the input has 24");
    }
}

using System.Buffers.Binary;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class TruncationTests
{
    private const int TypeLengthField = 12;
    private const int StringLengthField = 20;

    private static readonly string[] _samples = ["every kind, little", "every kind, big", "fixture, little", "fixture, big"];

    [TestCaseSource(nameof(_samples))]
    public void Every_shorter_file_is_refused(string sample)
    {
        byte[] data = Read(sample);
        using HostileInput hostile = new(data.Length);

        for (int length = 0; length < data.Length; length++)
        {
            hostile.Try(data.AsSpan(0, length), $"{sample}, {length} bytes");
        }

        Assert.That((hostile.Refused, hostile.Opened), Is.EqualTo((data.Length, 0)));
    }

    [TestCaseSource(nameof(_samples))]
    public void Every_shorter_type_section_is_refused_or_walked(string sample)
    {
        byte[] data = TypesLast(Read(sample));
        int types = (int)BtfHeader.Parse(data).TypeLength;
        using HostileInput hostile = new(data.Length);

        for (int length = 0; length <= types; length++)
        {
            Write(data, TypeLengthField, length);
            hostile.Try(data.AsSpan(0, data.Length - (types - length)), $"{sample}, {length} bytes of types");
        }

        Assert.That(hostile.Opened, Is.EqualTo(RawWalk.CountTypes(data) + 1));
        Assert.That(hostile.Refused, Is.EqualTo(types + 1 - hostile.Opened));
    }

    [TestCaseSource(nameof(_samples))]
    public void Every_shorter_string_section_is_refused_or_walked(string sample)
    {
        byte[] data = Read(sample);
        int strings = (int)BtfHeader.Parse(data).StringLength;
        int ends = data[^strings..].Count(value => value == 0);
        using HostileInput hostile = new(data.Length);

        for (int length = 0; length <= strings; length++)
        {
            Write(data, StringLengthField, length);
            hostile.Try(data.AsSpan(0, data.Length - (strings - length)), $"{sample}, {length} bytes of strings");
        }

        Assert.That(hostile.Opened, Is.EqualTo(ends));
    }

    private static byte[] Read(string sample) => sample switch
    {
        "every kind, little" => SampleBtf.EveryKind().ToArray(),
        "every kind, big" => SampleBtf.EveryKind(bigEndian: true).ToArray(),
        "fixture, little" => Fixture.Read("kinds-el.btf"),
        _ => Fixture.Read("kinds-eb.btf"),
    };

    private static byte[] TypesLast(byte[] data)
    {
        BtfHeader header = BtfHeader.Parse(data);
        int strings = (int)header.StringLength;
        int start = (strings + 3) & ~3;
        byte[] result = [.. data[..24], .. data[^strings..], .. new byte[start - strings], .. data[24..^strings]];
        Write(result, 8, start);
        Write(result, 16, 0);
        return result;
    }

    private static void Write(byte[] data, int field, int value)
    {
        if (RawWalk.IsBigEndian(data))
        {
            BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(field), value);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(field), value);
        }
    }
}

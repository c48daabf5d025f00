using NUnit.Framework;

namespace Btf.Core.Tests.Building;

/// <summary>What a builder writes, against words that were put down by hand from <c>Documentation/bpf/btf.rst</c>.</summary>
[TestFixture]
public sealed class BuilderBytesTests
{
    private const uint KindCount = 19;

    private const string Strings =
        "\0int\0pair\0first\0low\0high\0either\0number\0pointer\0colour\0RED\0GREEN\0later\0" +
        "number_t\0main\0count\0text\0counter\0.data\0double\0checked\0user\0wide\0LEAST\0MOST\0";

    // The records of SampleBtf.EveryKind: name, info, size or type, and the words of the kind.
    private static readonly uint[] _types =
    [
        1, 0x0100_0000, 4, 0x0100_0020, // INT int
        0, 0x0200_0000, 1, // PTR
        0, 0x0300_0000, 0, 1, 1, 3, // ARRAY
        5, 0x8400_0003, 8, 10, 1, 0, 16, 1, 0x0500_0020, 20, 1, 0x1B00_0025, // STRUCT pair
        25, 0x0500_0002, 8, 32, 1, 0, 39, 2, 0, // UNION either
        47, 0x8600_0002, 4, 54, 0xFFFF_FFFF, 58, 2, // ENUM colour
        64, 0x8700_0000, 0, // FWD later
        70, 0x0800_0000, 1, // TYPEDEF number_t
        0, 0x0900_0000, 1, // VOLATILE
        0, 0x0A00_0000, 9, // CONST
        0, 0x0B00_0000, 2, // RESTRICT
        79, 0x0C00_0001, 13, // FUNC main
        0, 0x0D00_0003, 1, 84, 1, 90, 2, 0, 0, // FUNC_PROTO
        95, 0x0E00_0000, 8, 1, // VAR counter
        103, 0x0F00_0001, 4, 14, 0, 4, // DATASEC .data
        109, 0x1000_0000, 8, // FLOAT double
        116, 0x1100_0000, 4, 1, // DECL_TAG checked
        124, 0x1200_0000, 1, // TYPE_TAG user
        129, 0x9300_0002, 8, 134, 0, 0x8000_0000, 140, 0xFFFF_FFFF, 0x7FFF_FFFF, // ENUM64 wide
    ];

    // For each kind the bytes after the head, and those of an element.
    private static readonly byte[][] _layout =
    [
        [0, 0], [4, 0], [0, 0], [12, 0], [0, 12], [0, 12], [0, 8], [0, 0], [0, 0], [0, 0],
        [0, 0], [0, 0], [0, 0], [0, 8], [4, 0], [0, 12], [0, 0], [4, 0], [0, 0], [0, 12],
    ];

    [Test]
    public void Every_kind_has_all_its_fields([Values] bool bigEndian, [Values] bool layout, [Values] bool longHeader)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian), WithLayout = layout, WithLongHeader = longHeader };
        SampleBtf.AddEveryKind(builder);

        Assert.That(builder.ToArray(), Is.EqualTo(Expected(bigEndian, layout, longHeader || layout)));
    }

    [Test]
    public void Libbpf_accepts_every_kind_in_either_byte_order([Values] bool bigEndian)
    {
        using LibbpfObject parsed = LibbpfObject.Open(SampleBtf.EveryKind(bigEndian).ToArray());

        Assert.That(parsed.TypeCount, Is.EqualTo(KindCount + 1));
        using (Assert.EnterMultipleScope())
        {
            for (uint id = 1; id <= KindCount; id++)
            {
                Assert.That(parsed.Record(id)?.Kind, Is.EqualTo(id));
            }

            Assert.That(parsed.Name(4), Is.EqualTo("pair"));
            Assert.That(parsed.Record(4)?.KindFlag, Is.True);
            Assert.That(parsed.Size(4), Is.EqualTo(8));
            Assert.That(parsed.Size(3), Is.EqualTo(12));
            Assert.That(parsed.Alignment(19), Is.EqualTo(8));
            Assert.That(parsed.Find("wide", 19), Is.EqualTo(19));
        }
    }

    [Test]
    public void Libbpf_accepts_a_split_that_goes_on_from_its_base([Values] bool bigEndian)
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        using BtfObject kernelObject = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder module = new(kernelObject);
        uint known = module.AddStruct("pair", 4, ("first", 1u, 0));
        uint added = module.AddTypedef("pair_t", known);

        using LibbpfObject baseObject = LibbpfObject.Open(kernel.ToArray());
        using LibbpfObject parsed = LibbpfObject.Open(module.ToArray(), baseObject);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(known, Is.EqualTo(KindCount + 1));
            Assert.That(parsed.TypeCount, Is.EqualTo(added + 1));
            Assert.That(parsed.Name(known), Is.EqualTo("pair"));
            Assert.That(parsed.Name(added), Is.EqualTo("pair_t"));
        }
    }

    [Test]
    public void A_split_with_nothing_of_its_own_is_a_bare_header()
    {
        using BtfObject kernel = SampleBtf.EveryKind().ToObject();

        Assert.That(new BtfBuilder(kernel).ToArray(), Has.Length.EqualTo(24));
    }

    private static byte[] Expected(bool bigEndian, bool withLayout, bool longHeader)
    {
        byte[] layout = withLayout ? [.. _layout.SelectMany(entry => (byte[])[.. entry, 0, 0])] : [];
        uint types = (uint)_types.Length * sizeof(uint);
        EndianWriter data = new(bigEndian);
        data.WriteUInt16(0xEB9F);
        data.WriteByte(1);
        data.WriteByte(0);
        uint[] fields = [longHeader ? 32u : 24u, 0, types, types + (uint)layout.Length, (uint)Strings.Length, .. longHeader ? (uint[])[withLayout ? types : 0, (uint)layout.Length] : []];
        foreach (uint word in (uint[])[.. fields, .. _types])
        {
            data.WriteUInt32(word);
        }

        data.WriteBytes(layout);
        data.WriteBytes(System.Text.Encoding.ASCII.GetBytes(Strings));
        return data.ToArray();
    }
}

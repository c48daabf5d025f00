using System.Buffers;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Values of crafted types are refused or written; nothing outside the data is read.</summary>
[TestFixture]
public sealed class HostileValueTests
{
    // No compiler makes a bit-field of a pointer or a floating-point number.
    [Test]
    public void A_bit_field_of_a_pointer_or_a_number_with_a_point_needs_the_whole_value([Values] BtfValueStyle style, [Values] bool isPointer)
    {
        var builder = new BtfBuilder();
        builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint type = isPointer ? builder.AddPointer(1) : builder.AddFloat("double", 8);
        builder.AddRaw(builder.AddString("s"), RawBtf.Info(BtfKind.Struct, 1, kindFlag: true), 2, builder.AddString("m"), type, 11u << 24);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        var options = new BtfValueOptions { Style = style };

        bool isShort = BtfValueWriter.TryWrite(btf[3], new byte[] { 1, 2 }, new ArrayBufferWriter<byte>(), out _, out BtfError error, options);
        bool isWhole = BtfValueWriter.TryWrite(btf[3], new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new ArrayBufferWriter<byte>(), out _, out _, options);

        Assert.That((isShort, error.Code, isWhole), Is.EqualTo((false, BtfErrorCode.ValueTruncated, true)));
    }
}

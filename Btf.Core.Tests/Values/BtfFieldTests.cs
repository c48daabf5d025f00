using System.Buffers.Binary;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfFieldTests
{
    private const int Largest = 1 << 14;

    [Test]
    public void A_bound_field_is_what_a_walk_finds_in_either_byte_order()
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        using BtfRewrite turned = kernel.ChangeByteOrder(BtfByteOrder.BigEndian);
        byte[] data = new byte[Largest];
        new Random(5).NextBytes(data);
        int count = 0;
        foreach (BtfType type in kernel.Types)
        {
            if (type.Kind != BtfKind.Struct || type.SizeInBytes > Largest || type.Name.IsEmpty)
            {
                continue;
            }

            foreach (BtfType one in (BtfType[])[type, turned.Result[type.Id]])
            {
                // Exactly as long as the structure, so that a longer load would throw.
                byte[] bytes = data[..(int)type.SizeInBytes];
                BtfValue value = new(one, bytes);
                foreach (BtfMember member in one.AsComposite().Members)
                {
                    string name = member.Name.ToString();
                    if (name.Length > 0 && member.Type.Underlying.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Ptr && member.Type.SizeInBytes <= 8
                        && one.TryResolvePath(name, out BtfMemberPath path, out _))
                    {
                        Assert.That(BtfField<ulong>.TryBind(one.Object, path, out BtfField<ulong> field, out BtfPathError error), Is.True, error.ToString());
                        Assert.That(field.Read(bytes), Is.EqualTo(value[name].ReadUInt64()), () => $"{one}.{name}");
                        count++;
                    }
                }
            }
        }

        Assert.That(count, Is.GreaterThan(10_000));
    }

    [Test]
    public void A_narrow_signed_bit_field_in_the_last_byte_is_read_without_a_byte_more()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        builder.AddStruct("s", 3, ("a", number, 0, 17), ("b", number, 17, 3), ("c", number, 20, 4));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        using GuardedMemory memory = new(3);
        ReadOnlySpan<byte> data = memory.Place([0xff, 0xff, 0x5a]).Span;

        Assert.That(BtfField<int>.Bind(btf, "s.a").Read(data), Is.EqualTo(0xffff));
        Assert.That(BtfField<sbyte>.Bind(btf, "s.b").Read(data), Is.EqualTo(-3));
        Assert.That(BtfField<long>.Bind(btf, "s.c").Read(data), Is.EqualTo(5));
        Assert.That(BtfField<bool>.Bind(btf, "s.c").Read(data), Is.True);
    }

    [Test]
    public void Arrays_text_and_floats_are_read()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint character = builder.AddInt("char", 1, BtfIntEncoding.Signed);
        builder.AddStruct(
            "s", 24, ("v", builder.AddArray(number, number, 2), 0), ("comm", builder.AddArray(character, number, 8), 64), ("f", builder.AddFloat("float", 4), 128), ("n", number, 160));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        byte[] data = new byte[24];
        data[0] = 1;
        data[4] = 2;
        "sshd"u8.CopyTo(data.AsSpan(8));
        BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(16), 1.5f);

        BtfField<long> v = BtfField<long>.Bind(btf, "s.v");
        Assert.That((v.Count, v.Read(data, 0), v.Read(data, 1)), Is.EqualTo((2, 1L, 2L)));
        Assert.Throws<ArgumentOutOfRangeException>(() => v.Read(data, 2));
        Assert.That(BtfField<byte>.Bind(btf, "s.comm").Text(data).SequenceEqual("sshd"u8), Is.True);
        Assert.That(BtfField<byte>.Bind(btf, "s.comm").Slice(data).Length, Is.EqualTo(8));
        Assert.That(BtfField<double>.Bind(btf, "s.f").Read(data), Is.EqualTo(1.5));
        Assert.Throws<ArgumentException>(() => BtfField<int>.Bind(btf, "s.n").Read(data.AsSpan(0, 23)));
    }

    [Test]
    public void What_does_not_fit_is_refused_when_it_is_bound()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("long", 8, BtfIntEncoding.Signed);
        uint inner = builder.AddStruct("inner", 8, ("x", number, 0));
        builder.AddStruct("s", 24, ("n", number, 0), ("in", inner, 64), ("p", builder.AddPointer(inner), 128));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        Assert.That(Assert.Throws<BtfPathException>(() => BtfField<int>.Bind(btf, "s.n"))!.Message, Does.Contain("64 bits, and Int32 has 32"));
        Assert.That(Assert.Throws<BtfPathException>(() => BtfField<long>.Bind(btf, "s.in"))!.Error.Code, Is.EqualTo(BtfPathErrorCode.WrongType));
        Assert.That(Assert.Throws<BtfPathException>(() => BtfField<double>.Bind(btf, "s.n"))!.Message, Does.Contain("not a floating-point"));
        Assert.That(Assert.Throws<BtfPathException>(() => BtfField<long>.Bind(btf, "s.p->x"))!.Message, Does.Contain("behind a pointer"));
        Assert.Throws<InvalidOperationException>(() => default(BtfField<int>).Read(new byte[8]));
    }
}

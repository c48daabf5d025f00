using System.Buffers.Binary;
using Btf.Core.Extensions;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Reads valid and damaged <c>.BTF.ext</c> data, made by these tests.</summary>
public sealed class BtfExtensionTests
{
    private uint _section;
    private uint _text;
    private uint _access;

    [Test]
    public void The_line_of_an_instruction_is_the_last_one_at_or_before_it()
    {
        using BtfObject btf = Types();
        using BtfExtension extension = BtfExtension.FromMemory(Section(btf), btf);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(extension.TryFindLine("kprobe/a"u8, 15, out BtfLineInfo line), Is.True);
            Assert.That((line.Line, line.Column, line.InstructionOffset), Is.EqualTo((7u, 3u, 8u)));
            Assert.That(line.Text.ToString(), Is.EqualTo("return 0;"));
            Assert.That(extension.TryFindLine("kprobe/a"u8, 7, out _), Is.False);
            Assert.That(extension.TryFindLine("kprobe/b"u8, 15, out _), Is.False);
        }
    }

    [Test]
    public void A_bad_id_or_name_throws_where_it_is_used_and_the_other_records_go_on()
    {
        using BtfObject btf = Types();
        byte[] section = Section(btf, typeId: 77777, access: 88888);
        using BtfExtension extension = BtfExtension.FromMemory(section, btf);
        int seen = 0;
        foreach (BtfCoreRelocation relocation in extension.CoreRelocations)
        {
            seen++;
            BtfCoreRelocation kept = relocation;
            BtfFormatException type = Assert.Throws<BtfFormatException>(() => _ = kept.Type);
            BtfFormatException path = Assert.Throws<BtfFormatException>(() => _ = kept.AccessPath.Utf8.Length);
            Assert.That((type.Error.Code, type.Error.ByteOffset), Is.EqualTo((BtfErrorCode.TypeIdOutOfRange, relocation.ByteOffset + 4)));
            Assert.That((path.Error.Code, path.Error.TypeId), Is.EqualTo((BtfErrorCode.NameOffsetOutOfRange, 0u)));
            Assert.That(relocation.ToString(), Is.EqualTo("<byte_off> [77777] (no such type)"));
        }

        Assert.That(seen, Is.EqualTo(1));
    }

    [NonParallelizable]
    [Test]
    public void A_walk_over_all_records_allocates_nothing()
    {
        using BtfObject btf = Types();
        byte[] section = Section(btf);
        using BtfExtension extension = BtfExtension.FromMemory(section, btf);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Allocations.Of(() => Walk(extension)), Is.Zero);
            Assert.That(Allocations.Of(() => Walk(section)), Is.Zero);
            Assert.That(Allocations.Of(() => extension.TryFindLine("kprobe/a"u8, 15, out _)), Is.Zero);
        }
    }

    [Test]
    public void After_disposal_the_object_and_its_views_say_so()
    {
        using BtfObject btf = Types();
        BtfExtension extension = BtfExtension.FromMemory(Section(btf), btf);
        var walk = extension.CoreRelocations.GetEnumerator();
        Assert.That(walk.MoveNext(), Is.True);
        BtfCoreRelocation relocation = walk.Current;
        extension.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.Throws<ObjectDisposedException>(() => _ = extension.Lines);
            Assert.Throws<ObjectDisposedException>(() => _ = relocation.TypeId);
            Assert.Throws<ObjectDisposedException>(() => walk.MoveNext());
            Assert.That(btf.TypeCount, Is.GreaterThan(0), "The caller owns the types.");
        }
    }

    [Test]
    public void A_file_without_the_section_is_an_error_that_says_so()
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, new BtfBuilder().ToArray());
        try
        {
            Assert.That(BtfExtension.TryOpen(path, out _, out BtfError error), Is.False);
            Assert.That(error.Code, Is.EqualTo(BtfErrorCode.NoExtension));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int Walk(BtfExtension extension)
    {
        int sum = 0;
        foreach (BtfFunctionInfo function in extension.Functions)
        {
            sum += (int)function.TypeId;
        }

        foreach (BtfLineInfo line in extension.Lines)
        {
            sum += (int)line.Line + line.Text.Utf8.Length;
        }

        foreach (BtfCoreRelocation relocation in extension.CoreRelocations)
        {
            sum += (int)relocation.Type.Id + relocation.AccessPath.Utf8.Length;
        }

        return sum;
    }

    private static uint Walk(byte[] section)
    {
        uint sum = 0;
        var reader = new BtfExtensionReader(section);
        while (reader.Read())
        {
            sum += reader.GetWord(0) + reader.SectionNameOffset;
        }

        return sum;
    }

    private BtfObject Types()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4);
        builder.AddStruct("pair", 8, ("a", number, 0), ("b", number, 32));
        _section = builder.AddString("kprobe/a");
        _text = builder.AddString("return 0;");
        _access = builder.AddString("0:1");
        return BtfObject.FromMemory(builder.ToArray());
    }

    /// <summary>One function, one line and one relocation, whose records are longer than the known ones.</summary>
    private byte[] Section(BtfObject btf, uint typeId = 2, uint? access = null)
    {
        Assert.That(btf.TypeCount, Is.EqualTo(2));
        uint[] words =
        [
            0x00_01_EB9F, 32, 0, 24, 24, 32, 56, 32,
            12, _section, 1, 0, 1, 0,
            20, _section, 1, 8, 0, _text, (7 << 10) | 3, 0,
            20, _section, 1, 8, typeId, access ?? _access, 0, 0,
        ];
        byte[] bytes = new byte[words.Length * sizeof(uint)];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), words[i]);
        }

        return bytes;
    }
}

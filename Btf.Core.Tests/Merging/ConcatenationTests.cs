using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Large objects are appended by two threads. The result is that of a simple loop.</summary>
[TestFixture]
public sealed class ConcatenationTests
{
    [TestCase('\0', TestName = "Akernel_is_joined_with_itself")]
    [TestCase('m', TestName = "Akernel_is_joined_with_one_that_lacks_some_of_its_names")]
    [TestCase('\x7F', TestName = "Akernel_is_joined_with_one_that_lacks_most_of_its_names")]
    public void Akernel_is_joined(char firstKept)
    {
        using BtfObject kernel = BtfObject.Open(Oracles.KernelBtf());
        using BtfRewrite part = kernel.Strip(type => type.Name.Utf8 is [var letter, ..] && letter < firstKept);
        using BtfConcatenation joined = BtfMerger.Concatenate(part.Result, kernel);
        BtfBuilder builder = new();
        builder.Append(part.Result);
        builder.Append(kernel);
        using BtfObject built = builder.ToObject();
        using BtfObject nothing = new BtfBuilder().ToObject();
        using BtfConcatenation three = BtfMerger.Concatenate(nothing, part.Result, kernel);

        (byte[] types, byte[] strings) = Join(part.Result, kernel);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(joined.Result.TypeSection.SequenceEqual(types), Is.True, "types");
            Assert.That(joined.Result.Strings.SequenceEqual(strings), Is.True, "strings");
            Assert.That(built.TypeSection.SequenceEqual(three.Result.TypeSection), Is.True, "types of a builder");
            Assert.That(built.Strings.SequenceEqual(three.Result.Strings), Is.True, "strings of a builder");
        }
    }

    [Test]
    public void Of_very_many_equal_strings_the_first_is_used()
    {
        BtfBuilder crafted = new();
        for (int i = 0; i < 40_000; i++)
        {
            _ = crafted.AddString("a", deduplicate: false);
        }

        crafted.AddForward("b");
        BtfBuilder other = new();
        other.AddForward("a");
        other.AddForward("b");
        other.AddForward("c");
        using BtfObject first = crafted.ToObject();
        using BtfObject second = other.ToObject();

        using BtfConcatenation joined = BtfMerger.Concatenate(first, second);

        uint end = first.NextStringOffset;
        Assert.That(joined.Result.Types.Select(type => type.NameOffset), Is.EqualTo((uint[])[end - 2, 1, end - 2, end]));
    }

    [TestCase(10)]
    [TestCase(500)]
    public void Names_within_a_longer_name_are_stored_by_themselves(int length)
    {
        BtfBuilder crafted = new();
        uint name = (uint)crafted.AddString(new string('a', length), deduplicate: false);
        for (int i = 0; i < length; i++)
        {
            crafted.AddForward("b");
        }

        // Each type gets a shorter end of the name.
        byte[] data = crafted.ToUncheckedArray();
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(data.AsSpan(BtfHeader.MinimumLength));
        for (int i = 0; i < length; i++)
        {
            words[3 * i] = name + (uint)i;
        }

        using BtfObject nothing = new BtfBuilder().ToObject();
        using BtfObject names = BtfObject.FromMemory(data);

        using BtfConcatenation joined = BtfMerger.Concatenate(nothing, names, names);

        string[] expected = [.. names.Types.Select(type => type.Name.ToString())];
        Assert.That(expected[^1], Is.EqualTo("a"));
        Assert.That(joined.Result.Types.Select(type => type.Name.ToString()), Is.EqualTo((string[])[.. expected, .. expected]));
    }

    [Test]
    public void A_list_is_read_once()
    {
        BtfBuilder builder = new();
        builder.AddForward("a");
        using BtfObject one = builder.ToObject();
        using BtfObject other = new BtfBuilder().ToObject();

        using BtfConcatenation joined = BtfMerger.Concatenate(new ChangingList(one, other));

        Assert.That(joined.Result.Types.Select(type => type.Name.ToString()), Is.EqualTo((string[])["a", "a"]));
    }

    private static (byte[] Types, byte[] Strings) Join(BtfObject first, BtfObject second)
    {
        var map = new SimpleMap(first, second);
        uint[] words = MemoryMarshal.Cast<byte, uint>(second.TypeSection).ToArray();
        for (int i = 0; i < second.TypeCount; i++)
        {
            RecordFields.Map(words.AsSpan(RecordWords.RangeOf(second.RecordOffsets, i, words.Length)), ref map);
        }

        return ([.. first.TypeSection, .. MemoryMarshal.AsBytes(words.AsSpan())], [.. first.Strings, .. map.Added]);
    }

    private readonly struct SimpleMap : IWordMap
    {
        private readonly BtfObject _second;
        private readonly uint _idShift;
        private readonly uint _end;
        private readonly Dictionary<string, uint> _offsets = [];

        public SimpleMap(BtfObject first, BtfObject second)
        {
            _second = second;
            _idShift = first.NextTypeId - 1;
            _end = first.NextStringOffset;
            uint offset = 0;
            foreach (string name in Encoding.Latin1.GetString(first.Strings).Split('\0'))
            {
                _offsets.TryAdd(name, offset);
                offset += (uint)name.Length + 1;
            }
        }

        public List<byte> Added { get; } = [];

        public uint MapId(uint id) => id == 0 ? 0 : id + _idShift;

        public uint MapName(uint offset)
        {
            ReadOnlySpan<byte> rest = _second.Strings[(int)offset..];
            string name = Encoding.Latin1.GetString(rest[..rest.IndexOf((byte)0)]);
            if (!_offsets.TryGetValue(name, out uint known))
            {
                known = _end + (uint)Added.Count;
                _offsets.Add(name, known);
                Added.AddRange([.. Encoding.Latin1.GetBytes(name), 0]);
            }

            return known;
        }
    }

    /// <summary>A list of two objects that has others each time it is read.</summary>
    private sealed class ChangingList(BtfObject one, BtfObject other) : IReadOnlyList<BtfObject>
    {
        private bool _isRead;

        public int Count => 2;

        public BtfObject this[int index] => other;

        public IEnumerator<BtfObject> GetEnumerator()
        {
            BtfObject next = _isRead ? other : one;
            _isRead = true;
            return Enumerable.Repeat(next, 2).GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class RecordFieldsTests
{
    private const int Vlen = 3;

    private static readonly BtfKind[] _kinds = [.. Enum.GetValues<BtfKind>().Where(kind => kind != BtfKind.Void)];

    [TestCaseSource(nameof(_kinds))]
    public void The_walk_shows_the_words_that_the_shape_calls_ids_and_names(BtfKind kind)
    {
        uint[] record = Record(kind);
        RecordShape shape = RecordShape.Of(kind);
        var seen = new RecordedWords([]);

        RecordFields.Visit(record, ref seen);

        string[] expected =
        [
            .. record.Select((word, index) => (Word: word, Field: shape.FieldAt(index)))
                .Where(entry => entry.Field != RecordField.Number)
                .Select(entry => $"{entry.Field} {entry.Word}"),
        ];
        Assert.That(seen.Words, Is.EquivalentTo(expected));
    }

    [TestCaseSource(nameof(_kinds))]
    public void A_map_changes_the_ids_and_names_and_nothing_else(BtfKind kind)
    {
        uint[] record = Record(kind);
        uint[] changed = [.. record];
        RecordShape shape = RecordShape.Of(kind);
        var map = new Complement();

        RecordFields.Map(changed, ref map);

        Assert.That(changed, Is.EqualTo(record.Select((word, index) => shape.FieldAt(index) == RecordField.Number ? word : ~word)));
    }

    [TestCaseSource(nameof(_kinds))]
    public void The_kind_is_known_in_the_shape_the_sizes_and_the_set(BtfKind kind)
    {
        uint info = RecordFormat.Info(kind, Vlen, kindFlag: false);
        RecordShape shape = RecordShape.Of(kind);
        int words = RecordShape.HeadWords + shape.FixedWords + shape.Stride * Vlen;

        Assert.That(shape.IsKnown, Is.True);
        Assert.That(kind.IsKnown(), Is.True);
        Assert.That(RecordSizes.Of(RecordSizes.Known, info), Is.EqualTo(sizeof(uint) * (ulong)words));
        Assert.That(BtfKinds.Unknown.Includes(kind), Is.False);
        Assert.That(Enum.Parse<BtfKinds>(kind.ToString()).Includes(kind), Is.True);
    }

    [Test]
    public void The_kind_after_the_last_is_not_known()
    {
        const BtfKind next = RecordShape.LastKind + 1;

        Assert.That(_kinds.Max(), Is.EqualTo(RecordShape.LastKind));
        Assert.That(RecordShape.Of(next).IsKnown, Is.False);
        Assert.That(next.IsKnown(), Is.False);
        Assert.That(BtfKinds.Unknown.Includes(next), Is.True);
    }

    /// <summary>A record of a kind with three elements, in which all words except the second differ.</summary>
    private static uint[] Record(BtfKind kind)
    {
        ulong size = RecordSizes.Of(RecordSizes.Known, RecordFormat.Info(kind, Vlen, kindFlag: false));
        uint[] record = [.. Enumerable.Range(1000, (int)size / sizeof(uint)).Select(word => (uint)word)];
        record[1] = RecordFormat.Info(kind, Vlen, kindFlag: false);
        return record;
    }

    private readonly struct RecordedWords(List<string> words) : IWordMap
    {
        public List<string> Words => words;

        public uint MapId(uint id)
        {
            words.Add($"{RecordField.Id} {id}");
            return 0;
        }

        public uint MapName(uint offset)
        {
            words.Add($"{RecordField.Name} {offset}");
            return 0;
        }
    }

    private readonly struct Complement : IWordMap
    {
        public uint MapId(uint id) => ~id;

        public uint MapName(uint offset) => ~offset;
    }
}

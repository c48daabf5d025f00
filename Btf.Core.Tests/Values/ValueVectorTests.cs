using System.Buffers;
using System.Text;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares the text of values with libbpf's, or with the right text if libbpf is wrong.</summary>
[TestFixture]
public sealed class ValueVectorTests
{
    private const int TooBig = -7;
    private const int Invalid = -22;

    [TestCase("kernel")]
    [TestCase("object")]
    [TestCase("made")]
    [TestCase("truncated")]
    [TestCase("big-endian")]
    [TestCase("defects")]
    public void The_text_of_every_vector_is_the_right_one(string group)
    {
        ValueVector[] vectors = [.. ValueVector.Read().Where(vector => vector.Group == group)];
        using GuardedMemory memory = new(1 << 16);
        List<string> wrong = [];
        foreach (ValueVector vector in vectors)
        {
            using BtfObject btf = BtfObject.FromMemory(vector.Btf);
            BtfValueOptions options = new()
            {
                Compact = vector.Compact,
                SkipNames = vector.SkipNames,
                Zeroes = vector.Zeroes,
                Strings = vector.Strings,
                IndentLevel = vector.IndentLevel,
                Indent = Encoding.UTF8.GetBytes(vector.Indent ?? ""),
            };
            ArrayBufferWriter<byte> text = new();
            bool done = BtfValueWriter.TryWrite(btf[vector.TypeId], memory.Place(vector.Data).Span, text, out uint size, out BtfError error, options);
            int result = done ? (int)size : error.Code == BtfErrorCode.ValueTruncated ? TooBig : Invalid;
            string actual = Encoding.UTF8.GetString(text.WrittenSpan);
            if (actual != vector.Expected || result != vector.Result)
            {
                wrong.Add($"{vector.Id}: {result}, not {vector.Result}\n{actual}\n--- instead of\n{vector.Expected}");
            }
        }

        Assert.That(vectors, Is.Not.Empty);
        Assert.That(wrong, Is.Empty, () => $"{wrong.Count} of {vectors.Length}:\n{string.Join("\n\n", wrong.Take(5))}");
    }
}

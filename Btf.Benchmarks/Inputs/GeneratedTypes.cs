using Btf.Core;
using Btf.Core.Building;

namespace Btf.Benchmarks;

/// <summary>Builds an object of copied records, whose names may be at any offset.</summary>
/// <param name="below">The object's base; null for none.</param>
internal sealed class GeneratedTypes(BtfObject? below = null)
{
    private readonly BtfBuilder _builder = new(below);

    /// <summary>Adds strings, each with its zero byte, as they are.</summary>
    public void AddStrings(ReadOnlySpan<byte> bytes) => _builder.Names.Append(bytes[..^1]);

    /// <summary>Adds one string, and returns its offset.</summary>
    public uint AddString(ReadOnlySpan<byte> text, ReadOnlySpan<byte> suffix) => _builder.Names.Append([.. text, .. suffix]);

    /// <summary>Adds a copy of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="typeId">Maps each id of the record that is not 0.</param>
    /// <param name="typeName">Maps the record's own name, unless it is 0.</param>
    /// <param name="elementName">Maps the name of each member, value and parameter, unless it is 0.</param>
    public void Add(BtfRecord record, Func<uint, uint> typeId, Func<uint, uint> typeName, Func<uint, uint> elementName)
    {
        ref readonly RecordShape shape = ref RecordShape.Of(record.Kind);
        Span<uint> copy = _builder.AddRecord(record.WordCount);
        for (int i = 0; i < copy.Length; i++)
        {
            uint word = record.GetWord(i);
            RecordField field = word == 0 ? RecordField.Number : shape.FieldAt(i);
            copy[i] = field switch
            {
                RecordField.Id => typeId(word),
                RecordField.Name => i == 0 ? typeName(word) : elementName(word),
                _ => word,
            };
        }
    }

    /// <summary>Adds a forward declaration.</summary>
    /// <param name="name">The offset of its name.</param>
    /// <param name="isUnion">Whether it is that of a union.</param>
    public void AddForward(uint name, bool isUnion) => new[] { name, RecordFormat.Info(BtfKind.Fwd, 0, isUnion), 0u }.CopyTo(_builder.AddRecord(RecordShape.HeadWords));

    /// <summary>Returns whether a word of a record is the id of a type other than void.</summary>
    public static bool IsId(BtfRecord record, int word) => RecordShape.Of(record.Kind).FieldAt(word) == RecordField.Id && record.GetWord(word) != 0;

    /// <summary>Returns the object's bytes.</summary>
    public byte[] ToArray() => _builder.ToArray();
}

using System.Text;

namespace Btf.Testing;

/// <summary>What <see cref="BtfBuilder"/> refuses: records of any words, strings stored twice, ids that do not exist.</summary>
public static class RawBtf
{
    /// <summary>Adds a record of exactly these words.</summary>
    /// <returns>The type's id.</returns>
    public static uint AddRaw(this BtfBuilder builder, uint name, uint info, uint sizeOrType, params ReadOnlySpan<uint> words)
    {
        Span<uint> record = builder.AddRecord(RecordShape.HeadWords + words.Length);
        record[0] = name;
        record[1] = info;
        record[2] = sizeOrType;
        words.CopyTo(record[RecordShape.HeadWords..]);
        return builder.NextTypeId - 1;
    }

    /// <summary>Returns the info word of a record.</summary>
    public static uint Info(BtfKind kind, int vlen = 0, bool kindFlag = false) => RecordFormat.Info(kind, vlen, kindFlag);

    /// <summary>Stores a string, and returns its offset; 0 for the empty string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="text">The string.</param>
    /// <param name="deduplicate">Whether an equal string is used again.</param>
    public static uint AddString(this BtfBuilder builder, string text, bool deduplicate = true) =>
        builder.AddString(Encoding.UTF8.GetBytes(text), deduplicate);

    /// <summary>Stores a string of any bytes. See <see cref="AddString(BtfBuilder, string, bool)"/>.</summary>
    public static uint AddString(this BtfBuilder builder, ReadOnlySpan<byte> text, bool deduplicate = true) =>
        deduplicate || text.IsEmpty ? builder.Names.Add(text) : builder.Names.Append(text);

    /// <summary>Returns the offset that the next new string will have.</summary>
    public static uint NextStringOffset(this BtfBuilder builder) => builder.Names.NextOffset;

    /// <summary>Returns the object's bytes, even if ids in them do not exist.</summary>
    public static byte[] ToRawArray(this BtfBuilder builder) => builder.ToUncheckedArray();

    /// <summary>Opens the object's bytes, even if ids in them do not exist.</summary>
    public static BtfObject OpenRaw(this BtfBuilder builder) => BtfObject.FromMemory(builder.ToUncheckedArray(), builder.Base);
}

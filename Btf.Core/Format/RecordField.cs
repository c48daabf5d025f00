namespace Btf.Core;

/// <summary>What a word of a record is.</summary>
internal enum RecordField
{
    /// <summary>A size, count, offset, value, set of flags or linkage: nothing that points anywhere.</summary>
    Number,

    /// <summary>A type id.</summary>
    Id,

    /// <summary>The offset of a string.</summary>
    Name,
}

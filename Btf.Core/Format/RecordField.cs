namespace Btf.Core;

/// <summary>The meaning of a word of a record.</summary>
internal enum RecordField
{
    /// <summary>A size, count, offset, value, set of flags or linkage: it refers to nothing.</summary>
    Number,

    /// <summary>A type id.</summary>
    Id,

    /// <summary>The offset of a string.</summary>
    Name,
}

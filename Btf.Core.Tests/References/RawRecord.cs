namespace Btf.Core.Tests;

/// <summary>A record with its references, read without the library.</summary>
/// <param name="Name">The name's offset.</param>
/// <param name="Kind">The kind's number.</param>
/// <param name="Target">The third word.</param>
/// <param name="References">The existing ids that it refers to.</param>
/// <param name="Parameters">For a prototype, the ids of its parameters, without "...".</param>
public sealed record RawRecord(uint Name, uint Kind, uint Target, uint[] References, uint[] Parameters)
{
    public const uint Func = 12;
    public const uint FuncProto = 13;

    /// <summary>Whether the record only leads to another type: a pointer, typedef, qualifier or type tag.</summary>
    public bool IsLink => Kind is 2 or 8 or 9 or 10 or 11 or 18;
}

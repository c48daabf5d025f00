namespace Btf.Core;

/// <summary>Writes the qualifiers that precede the type that they qualify.</summary>
internal static class QualifierText
{
    /// <summary>Removes the qualifiers at the end of a declarator, and writes them: the innermost first, each followed by a space.</summary>
    /// <param name="declarator">The declarator.</param>
    /// <param name="btf">The object of its types.</param>
    /// <param name="start">Where the declaration starts.</param>
    /// <param name="output">Takes the text.</param>
    public static void WriteLast(ref CDeclarator declarator, BtfObject btf, int start, ref Utf8Writer output)
    {
        while (declarator.Count > start && TryWrite(btf[declarator.Last].Kind, ref output))
        {
            declarator.Count--;
        }
    }

    /// <summary>Writes the word of a qualifier and a space. Returns whether the kind is one.</summary>
    public static bool TryWrite(BtfKind kind, ref Utf8Writer output)
    {
        ReadOnlySpan<byte> word = CWords.Qualifier(kind);
        output.Write(word);
        output.Write(word.IsEmpty ? default : " "u8);
        return !word.IsEmpty;
    }
}

namespace Btf.Core;

/// <summary>The bits of a <see cref="NameSet"/>.</summary>
internal sealed class NameBits : Leasable<NameBits>
{
    /// <summary>At least as many words as were asked for. Those are clear at first.</summary>
    public ulong[] Words { get; private set; } = [];

    /// <summary>Takes bits that are all clear.</summary>
    /// <param name="wordCount">How many words of 64 bits.</param>
    public static NameBits Take(int wordCount)
    {
        NameBits bits = TakeSpare();
        if (bits.Words.Length < wordCount)
        {
            bits.Words = new ulong[wordCount];
        }
        else
        {
            Array.Clear(bits.Words, 0, wordCount);
        }

        return bits;
    }
}

namespace Btf.Core;

/// <summary>The bits of a <see cref="NameSet"/>.</summary>
internal sealed class NameBits : Leasable<NameBits>
{
    /// <summary>The words, at least as many as requested. The requested ones are clear at first.</summary>
    public ulong[] Words { get; private set; } = [];

    /// <summary>Takes bits that are all clear.</summary>
    /// <param name="wordCount">The number of 64-bit words.</param>
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

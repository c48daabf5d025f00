namespace Btf.Core.Building;

/// <summary>The layout section: for each kind, the bytes that a record has after its head, and the bytes of each element. See <c>struct btf_layout</c>.</summary>
internal static class KindLayout
{
    private const int EntryLength = 4;

    /// <summary>The section that describes the kinds up to one.</summary>
    public static byte[] Of(BtfKind last)
    {
        var layout = new byte[((int)last + 1) * EntryLength];
        for (int kind = 1; kind <= (int)last; kind++)
        {
            RecordShape shape = RecordShape.Of((BtfKind)kind);
            layout[kind * EntryLength] = (byte)(shape.FixedWords * sizeof(uint));
            layout[kind * EntryLength + 1] = (byte)(shape.Stride * sizeof(uint));
        }

        return layout;
    }
}

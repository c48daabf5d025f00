namespace Btf.Core.Building;

/// <summary>Makes the layout section: for each kind, the bytes of a record after its head, and the bytes of an element. See <c>struct btf_layout</c>.</summary>
internal static class KindLayout
{
    private const int EntryLength = 4;

    /// <summary>Returns a section that describes the kinds up to the given one.</summary>
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

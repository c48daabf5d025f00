namespace Btf.Core.Values;

/// <summary>Finds out whether a value is zero, ignoring padding.</summary>
internal static class ZeroCheck
{
    /// <summary>Returns whether all scalars of a value are zero. A scalar beyond the end of the data is not.</summary>
    /// <param name="context">The walk.</param>
    /// <param name="node">The value.</param>
    /// <param name="textEndsAtZero">Whether an array of characters counts as zero if its first character is zero.</param>
    public static bool IsZero(ref ValueContext context, in ValueNode node, bool textEndsAtZero)
    {
        if (!IsNested(node.Kind))
        {
            return IsScalarZero(context, node);
        }

        if (context.Has(node.BitOffset, node.Size) && !context.From(node.BitOffset)[..(int)node.Size].ContainsAnyExcept((byte)0))
        {
            return true;
        }

        context.ZeroFrames.Count = 0;
        bool isZero = Enter(ref context, node, textEndsAtZero);
        while (isZero && context.ZeroFrames.Count > 0)
        {
            ref ValueFrame frame = ref context.ZeroFrames.Last;
            if (frame.Next == frame.Count)
            {
                context.ZeroFrames.Count--;
                continue;
            }

            // If the budget is spent, the value counts as not zero; the walk then reports the error.
            BtfType type = context.Btf[frame.TypeId];
            isZero = context.Budget.Take(1)
                && ValueParts.TryGet(context.Btf, type, ref frame, out ValueNode part)
                && (IsNested(part.Kind) ? Enter(ref context, part, textEndsAtZero) : IsScalarZero(context, part));
        }

        return isZero;
    }

    private static bool IsNested(BtfKind kind) => kind is BtfKind.Struct or BtfKind.Union or BtfKind.Array;

    private static bool IsScalarZero(in ValueContext context, in ValueNode node)
    {
        if (node.Width > 0)
        {
            int firstBit = (int)(node.BitOffset % 8);
            return node.Width <= ValueBits.MaxWidth
                && context.Has(node.BitOffset, (ulong)ValueBits.BytesOf(firstBit, node.Width))
                && ValueBits.ReadWide(context.From(node.BitOffset), firstBit, node.Width, context.IsBigEndian) == 0;
        }

        return context.Has(node.BitOffset, node.Size) && !context.From(node.BitOffset)[..(int)node.Size].ContainsAnyExcept((byte)0);
    }

    private static bool Enter(ref ValueContext context, in ValueNode node, bool textEndsAtZero)
    {
        if (context.ZeroFrames.Count == ValueContext.MaxDepth || !ValueParts.TryOpen(context.Btf, node, out ValueFrame frame))
        {
            return false;
        }

        if (frame.IsText && textEndsAtZero)
        {
            return frame.Count == 0 || (context.Has(frame.BitOffset, 1) && context.From(frame.BitOffset)[0] == 0);
        }

        context.ZeroFrames.Add(frame);
        return true;
    }
}

using System.Runtime.CompilerServices;

namespace Btf.Core.Values;

/// <summary>Finds the parts of a value: members, elements, variables.</summary>
internal static class ValueParts
{
    /// <summary>Makes the frame of a structure, union or array.</summary>
    /// <returns>False if it is an array whose elements have no size.</returns>
    public static bool TryOpen(BtfObject btf, in ValueNode node, out ValueFrame frame)
    {
        frame = new ValueFrame { TypeId = node.Type.Id, Kind = node.Kind, NameOffset = node.NameOffset, BitOffset = node.BitOffset };
        if (node.Kind != BtfKind.Array)
        {
            frame.Count = (uint)node.Type.Vlen;
            return true;
        }

        BtfArray array = node.Type.AsArray();
        frame.Count = array.Count;
        frame.ElementId = array.ElementTypeId;
        if (!btf.TryGetType(frame.ElementId, out BtfType element)
            || TypeSize.Resolve(element, 0, out frame.ElementSize) != TypeSizeStatus.Done
            || !element.TryGetUnderlying(out element))
        {
            return false;
        }

        frame.IsText = element.Kind == BtfKind.Int && frame.ElementSize == 1;
        return true;
    }

    /// <summary>Moves to the next part of a structure, union or array.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="type">The frame's type.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="part">The part.</param>
    /// <returns>False if the part's type does not exist or has no size. If it does not exist, <see cref="ValueNode.Declared"/> is the default value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGet(BtfObject btf, BtfType type, ref ValueFrame frame, out ValueNode part)
    {
        part = default;
        uint index = frame.Next++;
        uint id;
        if (frame.Kind == BtfKind.Array)
        {
            id = frame.ElementId;
            part.BitOffset = frame.BitOffset + (ulong)index * frame.ElementSize * 8;
            part.IsCharacter = frame.IsText;
        }
        else
        {
            BtfMember member = new BtfComposite(type).Members[(int)index];
            id = member.TypeId;
            part.NameOffset = member.NameOffset;
            part.BitOffset = frame.BitOffset + member.BitOffset;
            part.Width = member.BitfieldSize;
        }

        return btf.TryGetType(id, out part.Declared) && TryMeasure(ref part);
    }

    /// <summary>Finds a part's size, and its type after typedefs and qualifiers are skipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMeasure(ref ValueNode part)
    {
        bool found = TypeSize.Resolve(part.Declared, 0, out part.Size) == TypeSizeStatus.Done && part.Declared.TryGetUnderlying(out part.Type);
        part.Kind = found ? part.Type.Kind : BtfKind.Void;
        return found;
    }
}

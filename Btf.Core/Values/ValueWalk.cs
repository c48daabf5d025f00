namespace Btf.Core.Values;

/// <summary>Walks over a value and all its parts, and calls a style for each. It uses a stack of its own instead of recursion.</summary>
/// <typeparam name="TStyle">The form in which the value is written.</typeparam>
internal static class ValueWalk<TStyle>
    where TStyle : struct, IValueStyle
{
    private const int MostIntegerBytes = 16;

    public static bool TryRun(ref ValueContext context, BtfType root)
    {
        ValueNode node = new() { Declared = root };
        bool done = TryMeasure(ref context, ref node) && TryVisit(ref context, ref node);
        while (done && context.Frames.Count > 0)
        {
            ref ValueFrame frame = ref context.Frames.Last;
            if (frame.Next == frame.Count)
            {
                Close(ref context);
                continue;
            }

            done = TryStep(ref context, ref frame, out node) && (node.Declared == default || TryVisit(ref context, ref node));
        }

        return done;
    }

    private static bool TryStep(ref ValueContext context, ref ValueFrame frame, out ValueNode node)
    {
        BtfType type = context.Btf[frame.TypeId];
        node = default;
        if (!context.Take(type))
        {
            return false;
        }

        switch (frame.Kind)
        {
            case BtfKind.Var:
                frame.Next++;
                node.Declared = type.Target;
                node.BitOffset = frame.BitOffset;
                return TryMeasure(ref context, ref node);
            case BtfKind.DataSec:
                BtfDataSectionEntry entry = type.AsDataSection().Entries[(int)frame.Next++];
                node.BitOffset = frame.BitOffset + (ulong)entry.Offset * 8;
                if (!context.Btf.TryGetType(entry.TypeId, out BtfType variable))
                {
                    return FailMissing(ref context, type, entry.TypeId);
                }

                // A function that the kernel provides has no bytes in the section.
                node.Declared = variable.Kind == BtfKind.Func ? default : variable;
                return node.Declared == default || TryMeasure(ref context, ref node);
            default:
                bool endsHere = frame.IsText && TStyle.EndsTextAtZero;
                if (!ValueParts.TryGet(context.Btf, type, ref frame, out node))
                {
                    return node.Declared == default ? FailMissing(ref context, type, IdAt(type, frame.Next - 1)) : FailMeasure(ref context, node);
                }

                if (endsHere && context.Has(node.BitOffset, 1) && context.From(node.BitOffset)[0] == 0)
                {
                    frame.Next = frame.Count;
                }

                return true;
        }
    }

    private static bool TryVisit(ref ValueContext context, ref ValueNode node)
    {
        if (TStyle.Omits(context, node))
        {
            return true;
        }

        BtfKind kind = node.Kind;
        bool isNested = kind is BtfKind.Struct or BtfKind.Union or BtfKind.Array or BtfKind.Var or BtfKind.DataSec;
        if (!isNested && !TryCheckScalar(ref context, node))
        {
            return false;
        }

        if (context.Depth > 0 && TStyle.SkipsZero(context, node) && ZeroCheck.IsZero(ref context, node, TStyle.EndsTextAtZero))
        {
            return true;
        }

        if (!TStyle.Begin(ref context, node))
        {
            return false;
        }

        if (context.Frames.Count > 0)
        {
            context.Frames.Last.Written++;
        }

        return isNested ? TryEnter(ref context, node) : TryWriteScalar(ref context, node);
    }

    private static bool TryEnter(ref ValueContext context, in ValueNode node)
    {
        ValueFrame frame;
        if (node.Kind is BtfKind.Var or BtfKind.DataSec)
        {
            uint count = node.Kind == BtfKind.Var ? 1 : (uint)node.Type.Vlen;
            frame = new ValueFrame { TypeId = node.Type.Id, Kind = node.Kind, NameOffset = node.Type.NameOffset, BitOffset = node.BitOffset, Count = count };
        }
        else
        {
            if (!ValueParts.TryOpen(context.Btf, node, out frame))
            {
                return FailElement(ref context, node);
            }

            if (frame.IsText && context.Has(frame.BitOffset, frame.Count))
            {
                ReadOnlySpan<byte> bytes = context.From(frame.BitOffset)[..(int)frame.Count];
                if (TStyle.IsString(context, bytes, node.Type.AsArray().ElementType, out int length))
                {
                    return TStyle.String(ref context, node, bytes[..length]);
                }
            }

            if (TStyle.WritesOneArm && node.Kind == BtfKind.Union && frame.Count > 1)
            {
                ChooseArm(context.Btf, node.Type, ref frame);
            }
        }

        if (context.Frames.Count == ValueContext.MaxDepth)
        {
            return context.Fail(new BtfError(BtfErrorCode.ReferenceLoop, node.Type.ByteOffset, node.Type.Id, bound: ValueContext.MaxDepth));
        }

        if (!TStyle.Open(ref context, node, ref frame))
        {
            return false;
        }

        context.Frames.Add(frame);
        context.Depth += DepthOf(frame);
        context.ArrayDepth += frame.Kind == BtfKind.Array ? 1 : 0;
        return true;
    }

    private static void Close(ref ValueContext context)
    {
        ValueFrame frame = context.Frames.Pop();
        context.Depth -= DepthOf(frame);
        context.ArrayDepth -= frame.Kind == BtfKind.Array ? 1 : 0;
        TStyle.Close(ref context, frame);
    }

    private static int DepthOf(in ValueFrame frame) => frame.Kind is BtfKind.Var or BtfKind.DataSec || frame.IsFlat ? 0 : 1;

    /// <summary>Reduces a union to the first of its largest members.</summary>
    private static void ChooseArm(BtfObject btf, BtfType type, ref ValueFrame frame)
    {
        ulong largest = 0;
        uint arm = 0;
        ValueFrame arms = frame;
        for (uint i = 0; i < frame.Count; i++)
        {
            if (ValueParts.TryGet(btf, type, ref arms, out ValueNode part))
            {
                ulong bits = part.Width > 0 ? (ulong)part.Width : (ulong)part.Size * 8;
                if (bits > largest)
                {
                    largest = bits;
                    arm = i;
                }
            }
        }

        frame.Next = arm;
        frame.Count = arm + 1;
    }

    /// <summary>Checks that a scalar lies inside the data and has a possible size.</summary>
    private static bool TryCheckScalar(ref ValueContext context, in ValueNode node)
    {
        // As in libbpf, the width of a bit-field counts only for integers: in a crafted file a pointer or a floating-point number may have one.
        bool isBitfield = node.Width > 0 && node.Kind is not (BtfKind.Ptr or BtfKind.Float);
        ulong count = isBitfield ? (ulong)ValueBits.BytesOf((int)(node.BitOffset % 8), node.Width) : node.Size;
        string? fault = node.Kind switch
        {
            BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 when node.Size is 0 or > MostIntegerBytes => "an integer whose size is not 1 to 16 bytes",
            BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 when node.Width > ValueBits.MaxWidth => "the type of a bit-field of more than 128 bits",
            BtfKind.Float when node.Size is not (2 or 4 or 8 or 10 or 12 or 16) => "a floating-point number whose size is not 2, 4, 8, 10, 12 or 16 bytes",
            BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Float or BtfKind.Ptr => null,
            _ => "of a kind that has no value",
        };
        if (fault is not null)
        {
            return context.Fail(new BtfError(BtfErrorCode.UnexpectedKind, node.Type.ByteOffset, node.Type.Id, node.Type.Id, text: fault));
        }

        return context.Has(node.BitOffset, count)
            || context.Fail(new BtfError(BtfErrorCode.ValueTruncated, typeId: node.Declared.Id, found: node.BitOffset / 8 + count, bound: (ulong)context.Data.Length));
    }

    private static bool TryWriteScalar(ref ValueContext context, in ValueNode node)
    {
        ReadOnlySpan<byte> data = context.From(node.BitOffset);
        switch (node.Kind)
        {
            case BtfKind.Int:
                BtfInt integer = new(node.Type);
                return TStyle.Integer(ref context, node, Read(context, node, data, integer.IsSigned, integer.Encoding));
            case BtfKind.Ptr:
                return TStyle.Pointer(ref context, node, ValueBits.ReadWhole(data, (int)node.Size, context.IsBigEndian));
            case BtfKind.Float:
                return TStyle.Float(ref context, node, data[..(int)node.Size]);
            default:
                BtfEnum enumeration = node.Type.AsEnum();
                ValueScalar scalar = Read(context, node, data, enumeration.IsSigned, BtfIntEncoding.None);
                if (!context.Take(node.Type, 1 + enumeration.Values.Count / 8))
                {
                    return false;
                }

                return TryFindName(enumeration, scalar, out uint nameOffset)
                    ? TStyle.Enumerator(ref context, node, scalar, context.Name(nameOffset))
                    : TStyle.Integer(ref context, node, scalar);
        }
    }

    private static ValueScalar Read(in ValueContext context, in ValueNode node, ReadOnlySpan<byte> data, bool isSigned, BtfIntEncoding encoding)
    {
        int width = node.Width > 0 ? node.Width : (int)node.Size * 8;
        UInt128 bits = node.Width == 0 && node.Size <= sizeof(ulong)
            ? ValueBits.ReadWhole(data, (int)node.Size, context.IsBigEndian)
            : ValueBits.ReadWide(data, node.Width > 0 ? (int)(node.BitOffset % 8) : 0, width, context.IsBigEndian);
        return new ValueScalar(bits, width, isSigned, encoding);
    }

    private static bool TryFindName(BtfEnum enumeration, in ValueScalar scalar, out uint nameOffset)
    {
        ulong value = (ulong)scalar.Extended;
        foreach (BtfEnumValue candidate in enumeration.Values)
        {
            if (candidate.UnsignedValue == value)
            {
                nameOffset = candidate.NameOffset;
                return !scalar.IsWide;
            }
        }

        nameOffset = 0;
        return false;
    }

    private static bool TryMeasure(ref ValueContext context, ref ValueNode node) => ValueParts.TryMeasure(ref node) || FailMeasure(ref context, node);

    private static bool FailMeasure(ref ValueContext context, in ValueNode node)
    {
        TypeSizeStatus status = TypeSize.Resolve(node.Declared, 0, out _);
        return context.Fail(TypeSize.ErrorOf(node.Declared, status));
    }

    private static bool FailElement(ref ValueContext context, in ValueNode node)
    {
        uint id = IdAt(node.Type, 0);
        return context.Btf.TryGetType(id, out BtfType element)
            ? FailMeasure(ref context, new ValueNode { Declared = element })
            : FailMissing(ref context, node.Type, id);
    }

    private static uint IdAt(BtfType type, uint index) =>
        type.TryAsArray(out BtfArray array) ? array.ElementTypeId : type.AsComposite().Members[(int)index].TypeId;

    private static bool FailMissing(ref ValueContext context, BtfType referrer, uint id) =>
        context.Fail(new BtfError(BtfErrorCode.TypeIdOutOfRange, referrer.ByteOffset, referrer.Id, id, context.Btf.NextTypeId - 1));
}

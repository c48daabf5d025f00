namespace Btf.Core.Equality;

/// <summary>Which words of a record are type ids and which are string offsets, by kind.</summary>
/// <param name="IsKnown">Whether this version knows the kind.</param>
/// <param name="HeadIsId">Whether the third word is a type id.</param>
/// <param name="FixedWords">The words between the head and the first element.</param>
/// <param name="FixedIds">How many of the fixed words, from the first on, are type ids.</param>
/// <param name="Stride">The words of an element; 0 where the kind has none.</param>
/// <param name="NameAt">The element's word that is a string offset; -1 where there is none.</param>
/// <param name="FirstId">The element's first word that is a type id; -1 where there is none.</param>
/// <param name="IdCount">How many of an element's words, from <paramref name="FirstId"/> on, are type ids.</param>
internal readonly record struct RecordShape(
    bool IsKnown, bool HeadIsId = false, int FixedWords = 0, int FixedIds = 0, int Stride = 0, int NameAt = -1, int FirstId = -1, int IdCount = 0)
{
    private static readonly RecordShape[] _shapes = MakeShapes();

    /// <summary>The words of the head: name, info, and a size or type id.</summary>
    public const int HeadWords = 3;

    /// <summary>The shape of the records of a kind. The elements' words are in <c>include/uapi/linux/btf.h</c>.</summary>
    public static RecordShape Of(BtfKind kind) => _shapes[(int)kind];

    private static RecordShape[] MakeShapes()
    {
        var shapes = new RecordShape[RecordFormat.KindCount];
        var reference = new RecordShape(true, HeadIsId: true);
        shapes[0] = new RecordShape(true);
        foreach (BtfKind kind in (ReadOnlySpan<BtfKind>)[BtfKind.Ptr, BtfKind.Typedef, BtfKind.Volatile, BtfKind.Const, BtfKind.Restrict, BtfKind.Func, BtfKind.TypeTag])
        {
            shapes[(int)kind] = reference;
        }

        shapes[(int)BtfKind.Int] = new RecordShape(true, FixedWords: 1);
        shapes[(int)BtfKind.Array] = new RecordShape(true, FixedWords: 3, FixedIds: 2);
        shapes[(int)BtfKind.Struct] = new RecordShape(true, Stride: 3, NameAt: 0, FirstId: 1, IdCount: 1);
        shapes[(int)BtfKind.Union] = shapes[(int)BtfKind.Struct];
        shapes[(int)BtfKind.Enum] = new RecordShape(true, Stride: 2, NameAt: 0);
        shapes[(int)BtfKind.Fwd] = new RecordShape(true);
        shapes[(int)BtfKind.FuncProto] = new RecordShape(true, HeadIsId: true, Stride: 2, NameAt: 0, FirstId: 1, IdCount: 1);
        shapes[(int)BtfKind.Var] = reference with { FixedWords = 1 };
        shapes[(int)BtfKind.DataSec] = new RecordShape(true, Stride: 3, FirstId: 0, IdCount: 1);
        shapes[(int)BtfKind.Float] = new RecordShape(true);
        shapes[(int)BtfKind.DeclTag] = reference with { FixedWords = 1 };
        shapes[(int)BtfKind.Enum64] = new RecordShape(true, Stride: 3, NameAt: 0);
        return shapes;
    }
}

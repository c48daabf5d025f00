namespace Btf.Core;

/// <summary>
/// The meaning of the words in a record of one kind: ids, string offsets or numbers. All code that copies, sizes or changes records uses this table.
/// </summary>
/// <param name="IsKnown">Whether this version knows the kind.</param>
/// <param name="HeadIsId">Whether the third word is a type id.</param>
/// <param name="FixedWords">The number of words between the head and the first element.</param>
/// <param name="FixedIds">The number of type ids among the fixed words, which come first.</param>
/// <param name="Stride">The number of words in an element; 0 if the kind has no elements.</param>
/// <param name="NameAt">The index of the string offset in an element; -1 if there is none.</param>
/// <param name="FirstId">The index of the first type id in an element; -1 if there is none.</param>
/// <param name="IdCount">The number of type ids in an element, from <paramref name="FirstId"/> on.</param>
/// <param name="Empty">The elements that refer to nothing if all their words are 0.</param>
internal readonly record struct RecordShape(
    bool IsKnown,
    bool HeadIsId = false,
    sbyte FixedWords = 0,
    sbyte FixedIds = 0,
    sbyte Stride = 0,
    sbyte NameAt = -1,
    sbyte FirstId = -1,
    sbyte IdCount = 0,
    EmptyElements Empty = EmptyElements.None)
{
    /// <summary>The number of words in the head: name, info, and a size or type id.</summary>
    public const int HeadWords = 3;

    /// <summary>The last kind that this version knows. It knows all kinds from <see cref="BtfKind.Int"/> to this one.</summary>
    public const BtfKind LastKind = BtfKind.LocSec;

    private static readonly RecordShape[] _shapes = MakeShapes();

    /// <summary>Returns the shape of the records of a kind. For void and kinds above <see cref="LastKind"/> the shape says that the kind is unknown.</summary>
    public static ref readonly RecordShape Of(BtfKind kind) => ref _shapes[(int)kind];

    /// <summary>Returns the meaning of a word of a record.</summary>
    /// <param name="word">The index of the word in the record, from 0.</param>
    public RecordField FieldAt(int word)
    {
        if (word < HeadWords)
        {
            return word == 0 ? RecordField.Name : word == HeadWords - 1 && HeadIsId ? RecordField.Id : RecordField.Number;
        }

        int place = word - HeadWords;
        if (place < FixedWords || Stride == 0)
        {
            return place < FixedIds ? RecordField.Id : RecordField.Number;
        }

        place = (place - FixedWords) % Stride;
        return place == NameAt ? RecordField.Name : place >= FirstId && place < FirstId + IdCount ? RecordField.Id : RecordField.Number;
    }

    // The words of each kind follow the structs in include/uapi/linux/btf.h.
    private static RecordShape[] MakeShapes()
    {
        var shapes = new RecordShape[RecordFormat.KindCount];
        var plain = new RecordShape(true);
        var reference = new RecordShape(true, HeadIsId: true);
        var composite = new RecordShape(true, Stride: 3, NameAt: 0, FirstId: 1, IdCount: 1);
        Set(BtfKind.Int, plain with { FixedWords = 1 });
        Set(BtfKind.Ptr, reference);
        Set(BtfKind.Array, plain with { FixedWords = 3, FixedIds = 2 });
        Set(BtfKind.Struct, composite);
        Set(BtfKind.Union, composite);
        Set(BtfKind.Enum, plain with { Stride = 2, NameAt = 0 });
        Set(BtfKind.Fwd, plain);
        Set(BtfKind.Typedef, reference);
        Set(BtfKind.Volatile, reference);
        Set(BtfKind.Const, reference);
        Set(BtfKind.Restrict, reference);
        Set(BtfKind.Func, reference);
        Set(BtfKind.FuncProto, reference with { Stride = 2, NameAt = 0, FirstId = 1, IdCount = 1, Empty = EmptyElements.Last });
        Set(BtfKind.Var, reference with { FixedWords = 1 });
        Set(BtfKind.DataSec, plain with { Stride = 3, FirstId = 0, IdCount = 1 });
        Set(BtfKind.Float, plain);
        Set(BtfKind.DeclTag, reference with { FixedWords = 1 });
        Set(BtfKind.TypeTag, reference);
        Set(BtfKind.Enum64, plain with { Stride = 3, NameAt = 0 });
        Set(BtfKind.LocParam, plain with { FixedWords = 1, Stride = 1 });
        Set(BtfKind.LocProto, plain with { Stride = 1, FirstId = 0, IdCount = 1, Empty = EmptyElements.Any });
        Set(BtfKind.LocSec, plain with { Stride = 3, FirstId = 0, IdCount = 2, Empty = EmptyElements.Any });
        return shapes;

        void Set(BtfKind kind, RecordShape shape) => shapes[(int)kind] = shape;
    }
}

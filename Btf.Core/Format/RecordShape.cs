namespace Btf.Core;

/// <summary>What the words of a record of one kind are: ids, string offsets or numbers. The one place that knows; everything that copies, sizes or changes records asks it.</summary>
/// <param name="IsKnown">Whether this version knows the kind.</param>
/// <param name="HeadIsId">Whether the third word is a type id.</param>
/// <param name="FixedWords">The words between the head and the first element.</param>
/// <param name="FixedIds">How many of the fixed words, from the first on, are type ids.</param>
/// <param name="Stride">The words of an element; 0 where the kind has none.</param>
/// <param name="NameAt">The element's word that is a string offset; -1 if there is none.</param>
/// <param name="FirstId">The element's first word that is a type id; -1 if there is none.</param>
/// <param name="IdCount">How many of an element's words, from <paramref name="FirstId"/> on, are type ids.</param>
/// <param name="Empty">Which elements refer to nothing when all of their words are 0.</param>
internal readonly record struct RecordShape(
    bool IsKnown,
    bool HeadIsId = false,
    int FixedWords = 0,
    int FixedIds = 0,
    int Stride = 0,
    int NameAt = -1,
    int FirstId = -1,
    int IdCount = 0,
    EmptyElements Empty = EmptyElements.None)
{
    /// <summary>The words of the head: name, info, and a size or type id.</summary>
    public const int HeadWords = 3;

    /// <summary>The last kind that this version knows. All from <see cref="BtfKind.Int"/> on are known.</summary>
    public const BtfKind LastKind = BtfKind.LocSec;

    private static readonly RecordShape[] _shapes = MakeShapes();

    /// <summary>The shape of the records of a kind. Nothing is known of void and of kinds past <see cref="LastKind"/>.</summary>
    public static ref readonly RecordShape Of(BtfKind kind) => ref _shapes[(int)kind];

    /// <summary>Returns what a word of a record is.</summary>
    /// <param name="word">The word's place in the record, from 0.</param>
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

    // The words of each kind are those of the structs in include/uapi/linux/btf.h.
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

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>
/// Bounds the text of a listing. In crafted data many long names share the same bytes, and their text would be many times larger than the data.
/// </summary>
internal struct TextBudget
{
    // The size of the data already bounds the text of records and of names up to this length.
    private const int ShortName = 256;

    private BtfType _type;
    private BtfObject? _object;
    private long _limit;

    /// <summary>Begins a type. The first type of an object adds the size of its data to the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(BtfType type)
    {
        _type = type;
        if (type.Object != _object)
        {
            _object = type.Object;
            _limit += CDumpContext.TextLimitOf(type.Object);
        }
    }

    /// <summary>Throws if the text is too large.</summary>
    /// <param name="nameLength">The length of the name written last.</param>
    /// <param name="written">The number of bytes written so far.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Check(int nameLength, long written)
    {
        if (nameLength > ShortName && written > _limit)
        {
            CDumpContext.ThrowTooMuch(_type);
        }
    }
}

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>How much text a listing may make of its data. In crafted data many long names share the same bytes, and their text is many times larger than the data.</summary>
internal struct TextBudget
{
    // Records and shorter names are bounded by the data.
    private const int ShortName = 256;

    private BtfType _type;
    private BtfObject? _object;
    private long _limit;

    /// <summary>Begins with a type. Its object's data counts when its first type comes.</summary>
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

    /// <summary>Refuses the data once its text is too large.</summary>
    /// <param name="nameLength">The length of the name that was written.</param>
    /// <param name="written">How many bytes were written in all.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Check(int nameLength, long written)
    {
        if (nameLength > ShortName && written > _limit)
        {
            CDumpContext.ThrowTooMuch(_type);
        }
    }
}

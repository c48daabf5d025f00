using System.Runtime.CompilerServices;

namespace Btf.Core;

public sealed partial class BtfObject
{
    private const byte None = 1;
    private const byte Some = 2;

    // 0 until the first use.
    private byte _narrowIntegers;

    /// <summary>
    /// Whether this object or one of its bases has an integer type that turns members into bit-fields. Compilers before 2019 wrote such types.
    /// </summary>
    internal bool HasNarrowIntegers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _narrowIntegers != None && FindNarrowIntegers();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FindNarrowIntegers()
    {
        if (_narrowIntegers == 0)
        {
            bool found = false;
            for (BtfObject? part = this; part is not null && !found; part = part.Base)
            {
                found = part._narrowIntegers == 0 ? part.HasOwnNarrowIntegers() : part._narrowIntegers == Some;
                if (!found && part._narrowIntegers == None)
                {
                    break;
                }
            }

            ThrowIfClosedMeanwhile();
            _narrowIntegers = found ? Some : None;
        }

        return _narrowIntegers == Some;
    }

    private bool HasOwnNarrowIntegers()
    {
        for (uint id = FirstTypeId; (id = FindOfKinds(id, BtfKinds.Int)) != 0; id++)
        {
            if (this[id].TryAsInt(out BtfInt integer) && MemberBits.IsNarrow(integer))
            {
                return true;
            }
        }

        return false;
    }
}

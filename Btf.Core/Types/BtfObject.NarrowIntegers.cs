using System.Runtime.CompilerServices;

namespace Btf.Core;

public sealed partial class BtfObject
{
    private const byte None = 1;
    private const byte Some = 2;

    // Reading the types of so many members costs less than a walk over all types.
    private const int MembersBeforeWalk = 1000;

    // 0 until the walk.
    private byte _narrowIntegers;
    private int _membersRead;

    /// <summary>
    /// Whether this object or one of its bases may have an integer type that turns members into bit-fields. Compilers before 2019 wrote such types. The answer is
    /// exact once it was asked for many members.
    /// </summary>
    internal bool MayHaveNarrowIntegers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _narrowIntegers != None && FindNarrowIntegers();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FindNarrowIntegers()
    {
        if (_narrowIntegers == 0)
        {
            // If several threads count, some members are not counted, which does no harm.
            if (_membersRead < MembersBeforeWalk)
            {
                _membersRead++;
                return true;
            }

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

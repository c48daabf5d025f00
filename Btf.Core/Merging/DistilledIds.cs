using System.Numerics;
using System.Runtime.CompilerServices;

namespace Btf.Core.Merging;

/// <summary>The new ids of a module's types, and of the types of its base that it uses. They take one and a half bits for each type of the base.</summary>
internal sealed class DistilledIds
{
    private readonly ulong[] _isUsed;
    private readonly uint _firstOwn;
    private readonly uint _end;
    private int[] _before = [];
    private uint[] _ofUsed = [];
    private uint _newFirstOwn;

    /// <summary>Starts with no used types.</summary>
    public DistilledIds(BtfObject module)
    {
        _firstOwn = module.FirstTypeId;
        _end = module.NextTypeId;
        _isUsed = new ulong[(_firstOwn + 63) / 64];
    }

    /// <summary>One more than the highest old id.</summary>
    public uint End => _end;

    /// <summary>Marks a type of the base as used. Returns false for void, a type of the module, and a type that was marked before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryUse(uint id)
    {
        if (id == 0 || id >= _firstOwn)
        {
            return false;
        }

        ref ulong word = ref _isUsed[id >> 6];
        ulong bit = 1UL << (int)id;
        bool isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    /// <summary>Gives all types their new ids: the first list gets the lowest, then the module's own types follow, then the second list.</summary>
    /// <param name="inBase">Used types, in the order of their ids.</param>
    /// <param name="copied">All other used types, in the order of their ids.</param>
    public void Assign(List<uint> inBase, List<uint> copied)
    {
        _before = new int[_isUsed.Length];
        for (int i = 1; i < _before.Length; i++)
        {
            _before[i] = _before[i - 1] + BitOperations.PopCount(_isUsed[i - 1]);
        }

        _ofUsed = new uint[inBase.Count + copied.Count];
        uint next = Number(inBase, 1);
        _newFirstOwn = next;
        _ = Number(copied, next + (_end - _firstOwn));
    }

    /// <summary>Returns the new id of a type; 0 for void and for a type of the base that is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Map(uint id)
    {
        if (id >= _firstOwn)
        {
            return id - _firstOwn + _newFirstOwn;
        }

        return (_isUsed[id >> 6] >> (int)id & 1) == 0 ? 0 : _ofUsed[Rank(id)];
    }

    private int Rank(uint id) => _before[id >> 6] + BitOperations.PopCount(_isUsed[id >> 6] & ((1UL << (int)id) - 1));

    private uint Number(List<uint> ids, uint next)
    {
        foreach (uint id in ids)
        {
            _ofUsed[Rank(id)] = next++;
        }

        return next;
    }
}

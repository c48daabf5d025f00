using System.Globalization;
using System.Text;

namespace Btf.Core;

/// <summary>Gives members and parameters unique names within a scope: a structure including its nameless members, or a prototype.</summary>
internal sealed class CScopes(CDumpContext context, CNames names)
{
    private const int FewestSlots = 1 << 6;
    private int[] _slots = new int[FewestSlots];
    private PooledList<CScopeName> _entries;
    private uint _last;

    /// <summary>Returns the arrays to the pool. After a failed dump, scopes may still be open and hold names.</summary>
    public void Return()
    {
        Clear();
        _entries.Return();
    }

    /// <summary>Starts a scope.</summary>
    public uint Open() => ++_last;

    /// <summary>Forgets all scopes.</summary>
    public void Clear()
    {
        if (_entries.Count * 4 > _slots.Length)
        {
            _slots.AsSpan().Clear();
        }
        else
        {
            foreach (ref readonly CScopeName entry in _entries.Items)
            {
                _slots[entry.Slot] = 0;
            }
        }

        _entries.Count = 0;
        _last = 0;
    }

    /// <summary>Returns the name of a member or parameter.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="offset">The name in the data; if it is 0, a name is made.</param>
    /// <param name="keep">Whether the name may stay as it is.</param>
    public CName Declare(uint scope, uint offset, bool keep = true)
    {
        ReadOnlySpan<byte> name = context.Name(offset);
        if (keep && CIdentifiers.IsFit(name))
        {
            context.Charge(name.Length);
            ref CScopeName entry = ref FindOrAdd(scope, name, new CName(offset, 0));
            if (!entry.IsGiven)
            {
                entry.IsGiven = true;
                return entry.Name with { Offset = offset };
            }
        }

        return Make(scope, offset, name);
    }

    /// <summary>Reserves a name for a later member.</summary>
    public void Reserve(uint scope, uint offset)
    {
        ReadOnlySpan<byte> name = context.Name(offset);
        context.Charge(name.Length);
        if (CIdentifiers.IsFit(name))
        {
            _ = FindOrAdd(scope, name, new CName(offset, 0));
        }
    }

    /// <summary>Makes a name.</summary>
    public CName Make(uint scope, uint offset, ReadOnlySpan<byte> name)
    {
        Span<byte> text = stackalloc byte[CIdentifiers.MaxMadeLength + 16];
        int length = CIdentifiers.Make(name, text);
        int plain = Find(scope, text[..length], out int slot);
        if (plain < 0)
        {
            return Add(scope, offset, text[..length], slot);
        }

        ReadOnlySpan<char> stem = Encoding.ASCII.GetString(text[..length]).AsSpan().TrimEnd('_');
        uint turn = Math.Max(_entries[plain].Turn, 1);
        do
        {
            context.Step();
            turn++;
            length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{stem}_{turn}"), text);
        }
        while (Find(scope, text[..length], out slot) >= 0);

        _entries[plain].Turn = turn;
        return Add(scope, offset, text[..length], slot);
    }

    private CName Add(uint scope, uint offset, ReadOnlySpan<byte> text, int slot)
    {
        CName name = new(offset, 0, names.KeepMade(text));
        Add(new CScopeName { Scope = scope, Hash = HashOf(scope, text), Name = name, IsGiven = true, Slot = slot });
        return name;
    }

    private ref CScopeName FindOrAdd(uint scope, ReadOnlySpan<byte> text, CName name)
    {
        int index = Find(scope, text, out int slot);
        if (index < 0)
        {
            index = _entries.Count;
            Add(new CScopeName { Scope = scope, Hash = HashOf(scope, text), Name = name, Slot = slot });
        }

        return ref _entries[index];
    }

    private static uint HashOf(uint scope, ReadOnlySpan<byte> text) => NameHash.Shared.Of(text) + (scope * 0x9E3779B9);

    /// <summary>Returns the index of a name; negative if the scope does not have it.</summary>
    private int Find(uint scope, ReadOnlySpan<byte> text, out int slot)
    {
        uint hash = HashOf(scope, text);
        slot = (int)(hash & (uint)(_slots.Length - 1));
        while (_slots[slot] != 0)
        {
            ref CScopeName entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash == hash && entry.Scope == scope && names.TextOf(entry.Name).SequenceEqual(text))
            {
                return _slots[slot] - 1;
            }

            slot = (slot + 1) & (_slots.Length - 1);
        }

        return -1;
    }

    private void Add(in CScopeName entry)
    {
        _entries.Add(entry);
        _slots[entry.Slot] = _entries.Count;
        if (_entries.Count * 2 > _slots.Length)
        {
            Grow();
        }
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (int i = 0; i < _entries.Count; i++)
        {
            int slot = (int)(_entries[i].Hash & (uint)(_slots.Length - 1));
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = i + 1;
            _entries[i].Slot = slot;
        }
    }
}

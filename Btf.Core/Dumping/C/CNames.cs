using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Gives each type its name in the text. In each of C's two name spaces, the second type of a name gets the suffix <c>___2</c>, and so on.</summary>
/// <remarks>Bpftool's style only numbers names. The other style also replaces names that are invalid in C.</remarks>
internal sealed partial class CNames(CDumpContext context)
{
    private const int FewestSlots = 1 << 8;

    // libbpf's buffer for a name with a number, without its zero byte.
    private const int NumberedLength = 255;
    private const int MaxNumberLength = 16;

    private CNameCount[] _slots = [];
    private int _mask;
    private int _used;
    private uint[] _numbers = [];

    /// <summary>Starts a dump.</summary>
    public void Begin()
    {
        _numbers = ArrayPool<uint>.Shared.Rent((int)context.NextTypeId);

        // A kernel has about half as many names of tags, typedefs and enumeration values as types.
        Rent(Math.Max(FewestSlots, (int)context.NextTypeId));
        _used = 0;
        BeginMade();
    }

    public void Return()
    {
        _made.Return();
        Scopes.Return();
        ArrayPool<uint>.Shared.Return(_numbers);
        ArrayPool<CNameCount>.Shared.Return(_slots);
        _numbers = [];
        _slots = [];
    }

    /// <summary>Returns the name of a structure, union, enumeration or forward declaration.</summary>
    public CName OfTag(BtfType type) => Of(type, identifier: false);

    /// <summary>Returns the name of a typedef.</summary>
    public CName OfTypedef(BtfType type) => Of(type, identifier: true);

    /// <summary>Returns the name of an enumeration value. Each call counts as another use of the name.</summary>
    public CName OfValue(uint nameOffset)
    {
        if (context.IsCorrect)
        {
            return NameOfIdentifier(nameOffset, isTypedef: false);
        }

        uint count = ++SlotOf(nameOffset).Identifiers;
        return new CName(nameOffset, count > 1 ? count : 0);
    }

    /// <summary>Writes a name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(CName name, ref Utf8Writer output)
    {
        ReadOnlySpan<byte> text = TextOf(name);
        if (name.Number == 0)
        {
            output.WriteName(text);
        }
        else
        {
            WriteNumbered(text, name.Number, ref output);
        }
    }

    private void WriteNumbered(ReadOnlySpan<byte> text, uint number, ref Utf8Writer output)
    {
        Span<byte> end = stackalloc byte[MaxNumberLength];
        end = end[..WriteNumber(number, end)];
        if (context.IsCorrect)
        {
            output.WriteName(text);
            output.Write(end);
            return;
        }

        // Cut at the same length as libbpf.
        Span<byte> buffer = stackalloc byte[NumberedLength + MaxNumberLength];
        int length = Math.Min(text.Length, NumberedLength);
        text[..length].CopyTo(buffer);
        end.CopyTo(buffer[length..]);
        output.WriteName(buffer[..Math.Min(length + end.Length, NumberedLength)]);
    }

    private static int WriteNumber(uint number, Span<byte> destination)
    {
        "___"u8.CopyTo(destination);
        _ = number.TryFormat(destination[3..], out int digits);
        return 3 + digits;
    }

    private CName Of(BtfType type, bool identifier)
    {
        if (context.IsCorrect)
        {
            return OfCorrect(type, identifier);
        }

        uint offset = type.NameOffset;
        ref CTypeFlags flags = ref context.Flags[type.Id];
        if ((flags & CTypeFlags.Named) == 0 && offset != 0)
        {
            flags |= CTypeFlags.Named;

            // A forward declaration shares the name of the type that it declares.
            bool declares = type.Kind == BtfKind.Fwd || (type.Kind == BtfKind.Enum && type.Vlen == 0);
            if (!declares)
            {
                ref CNameCount slot = ref SlotOf(offset);
                KeepNumber(type.Id, identifier ? ++slot.Identifiers : ++slot.Tags, ref flags);
            }
        }

        return new CName(offset, NumberOf(type.Id, flags));
    }

    private void KeepNumber(uint id, uint number, ref CTypeFlags flags)
    {
        if (number > 1)
        {
            flags |= CTypeFlags.Numbered;
            _numbers[id] = number;
        }
    }

    private uint NumberOf(uint id, CTypeFlags flags) => (flags & CTypeFlags.Numbered) != 0 ? _numbers[id] : 0;

    /// <summary>Returns the counts of a name.</summary>
    private ref CNameCount SlotOf(uint offset)
    {
        if (_used * 2 > _mask)
        {
            Grow();
        }

        ReadOnlySpan<byte> name = context.Name(offset);
        context.Charge(name.Length);
        uint hash = NameHash.Shared.Of(name);
        ref CNameCount slot = ref Find(name, hash);
        if (slot.OffsetPlusOne == 0)
        {
            slot = new CNameCount { OffsetPlusOne = offset + 1, Hash = hash };
            _used++;
        }

        return ref slot;
    }

    /// <summary>Returns the slot of a name, or a free slot for a new name.</summary>
    private ref CNameCount Find(ReadOnlySpan<byte> name, uint hash)
    {
        int place = (int)hash & _mask;
        while (true)
        {
            ref CNameCount slot = ref _slots[place];
            if (slot.OffsetPlusOne == 0 || (slot.Hash == hash && context.Name(slot.OffsetPlusOne - 1).SequenceEqual(name)))
            {
                return ref slot;
            }

            place = (place + 1) & _mask;
        }
    }

    private void Rent(int slots)
    {
        _slots = ArrayPool<CNameCount>.Shared.Rent(slots);
        _mask = (int)BitOperations.RoundUpToPowerOf2((uint)_slots.Length + 1) / 2 - 1;
        _slots.AsSpan(0, _mask + 1).Clear();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        CNameCount[] smaller = _slots;
        int count = _mask + 1;
        Rent(count * 2);
        foreach (ref readonly CNameCount slot in smaller.AsSpan(0, count))
        {
            if (slot.OffsetPlusOne != 0)
            {
                int place = (int)slot.Hash & _mask;
                while (_slots[place].OffsetPlusOne != 0)
                {
                    place = (place + 1) & _mask;
                }

                _slots[place] = slot;
            }
        }

        ArrayPool<CNameCount>.Shared.Return(smaller);
    }
}

using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Gives each type its name in the text. The second of the same name has <c>___2</c> at its end, and so on, in each of C's two name spaces.</summary>
internal sealed class CNames(CDumpContext context)
{
    private const int FewestSlots = 1 << 8;

    // libbpf's buffer for a name with a number, without its zero byte.
    private const int NumberedLength = 255;
    private const int MaxDigits = 10;

    private CNameCount[] _slots = [];
    private int _mask;
    private int _used;
    private uint[] _numbers = [];

    /// <summary>Starts a dump.</summary>
    public void Begin()
    {
        _numbers = ArrayPool<uint>.Shared.Rent((int)context.NextTypeId);

        // Kernels have as many names of tags, typedefs and values as half their types.
        Rent(Math.Max(FewestSlots, (int)context.NextTypeId));
        _used = 0;
    }

    public void Return()
    {
        ArrayPool<uint>.Shared.Return(_numbers);
        ArrayPool<CNameCount>.Shared.Return(_slots);
        _numbers = [];
        _slots = [];
    }

    /// <summary>The name of a structure, union, enumeration or forward declaration.</summary>
    public CName OfTag(BtfType type) => Of(type, identifier: false);

    /// <summary>The name of a typedef.</summary>
    public CName OfTypedef(BtfType type) => Of(type, identifier: true);

    /// <summary>The name of a value of an enumeration: it is given anew with each call.</summary>
    public CName OfValue(uint nameOffset)
    {
        uint count = Count(nameOffset, identifier: true);
        return new CName(nameOffset, count > 1 ? count : 0);
    }

    /// <summary>Writes a name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(CName name, ref Utf8Writer output)
    {
        ReadOnlySpan<byte> text = context.Name(name.Offset);
        if (name.Number == 0)
        {
            output.WriteName(text);
        }
        else
        {
            WriteNumbered(text, name.Number, ref output);
        }
    }

    private static void WriteNumbered(ReadOnlySpan<byte> text, uint number, ref Utf8Writer output)
    {
        // Cut where libbpf cuts.
        Span<byte> buffer = stackalloc byte[NumberedLength + MaxDigits + 3];
        int length = Math.Min(text.Length, NumberedLength);
        text[..length].CopyTo(buffer);
        "___"u8.CopyTo(buffer[length..]);
        length += 3;
        _ = number.TryFormat(buffer[length..], out int digits);
        output.WriteName(buffer[..Math.Min(length + digits, NumberedLength)]);
    }

    private CName Of(BtfType type, bool identifier)
    {
        uint offset = type.NameOffset;
        ref CTypeFlags flags = ref context.Flags[type.Id];
        if ((flags & CTypeFlags.Named) == 0 && offset != 0)
        {
            flags |= CTypeFlags.Named;

            // A forward declaration names what it declares: that is no second type of the name.
            bool declares = type.Kind == BtfKind.Fwd || (type.Kind == BtfKind.Enum && type.Vlen == 0);
            uint count = declares ? 1 : Count(offset, identifier);
            if (count > 1)
            {
                flags |= CTypeFlags.Numbered;
                _numbers[type.Id] = count;
            }
        }

        return new CName(offset, (flags & CTypeFlags.Numbered) != 0 ? _numbers[type.Id] : 0);
    }

    /// <summary>How often the name has been given, this time included.</summary>
    private uint Count(uint offset, bool identifier)
    {
        if (_used * 2 > _mask)
        {
            Grow();
        }

        ReadOnlySpan<byte> name = context.Name(offset);
        context.Charge(name.Length);
        uint hash = NameHash.Shared.Of(name);
        int place = (int)hash & _mask;
        while (true)
        {
            ref CNameCount slot = ref _slots[place];
            if (slot.OffsetPlusOne == 0)
            {
                slot = new CNameCount { OffsetPlusOne = offset + 1, Hash = hash };
                _used++;
            }
            else if (slot.Hash != hash || (slot.OffsetPlusOne != offset + 1 && !context.Name(slot.OffsetPlusOne - 1).SequenceEqual(name)))
            {
                place = (place + 1) & _mask;
                continue;
            }

            return identifier ? ++slot.Identifiers : ++slot.Tags;
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

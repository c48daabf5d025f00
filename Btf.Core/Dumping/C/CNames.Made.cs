using System.Globalization;
using System.Text;

namespace Btf.Core;

/// <summary>Names in the style <see cref="BtfCDumpStyle.Correct"/>.</summary>
/// <remarks>
/// The first type with a valid name keeps it. An invalid name is replaced by one that is made of its bytes and differs from every name in the data. Names are
/// given in the order of the text, so the same data has the same names in each dump.
/// </remarks>
internal sealed partial class CNames
{
    private readonly CMadeNames _made = new();

    // The replacement of a name, by the offset that the first type with the name uses. Both are null until a name is replaced.
    private Dictionary<uint, int>? _madeOf;
    private Dictionary<string, uint>? _madeTexts;

    // By name offset and kind of tag: the number of a type that is only declared, if the tag without a number has another kind.
    private Dictionary<(uint, BtfKind), uint>? _otherForwards;
    private bool? _mayMeetNumbers;
    private bool _knowsAll;

    /// <summary>The scopes in which names of members and parameters must be unique.</summary>
    public CScopes Scopes { get; private set; } = null!;

    /// <summary>Returns the text of a name without its number.</summary>
    public ReadOnlySpan<byte> TextOf(CName name) => name.Made == 0 ? context.Name(name.Offset) : _made[name.Made];

    /// <summary>Notes a definition. Types that are only declared leave the name to it.</summary>
    public void NoteDefinition(BtfType type) => SlotOf(type.NameOffset).Defined |= (BtfKinds)(1u << (int)TagOf(type));

    /// <summary>Returns the name of a function.</summary>
    public CName OfFunction(BtfType type) => context.IsCorrect ? NameOfIdentifier(type.NameOffset, isTypedef: false) : new CName(type.NameOffset, 0);

    /// <summary>Writes a name at its declaration, with the original name in a comment if it was changed.</summary>
    public void WriteDeclared(CName name, ref Utf8Writer output)
    {
        Write(name, ref output);
        if (name.IsChanged && context.IsCorrect && !context.Name(name.Offset).IsEmpty)
        {
            CComment.Write(context.Name(name.Offset), ref output);
        }
    }

    /// <summary>Writes a name; at its declaration, with a comment.</summary>
    public void Write(CName name, bool declared, ref Utf8Writer output)
    {
        if (declared)
        {
            WriteDeclared(name, ref output);
        }
        else
        {
            Write(name, ref output);
        }
    }

    /// <summary>Returns whether the text so far has a typedef with a name.</summary>
    public bool IsTypedef(ReadOnlySpan<byte> name) => Find(name, NameHash.Shared.Of(name)).IsTypedef;

    /// <summary>Stores a made name.</summary>
    public int KeepMade(ReadOnlySpan<byte> name) => _made.Add(name);

    private void BeginMade()
    {
        Scopes ??= new CScopes(context, this);
        _made.Begin();
        _madeOf = null;
        _madeTexts = null;
        _otherForwards = null;
        _mayMeetNumbers = null;
        _knowsAll = false;
    }

    private CName OfCorrect(BtfType type, bool identifier)
    {
        uint offset = type.NameOffset;
        ref CTypeFlags flags = ref context.Flags[type.Id];
        if ((flags & CTypeFlags.Named) == 0)
        {
            flags |= CTypeFlags.Named;
            if (type.Kind == BtfKind.Typedef && type.Name == "__builtin_va_list"u8)
            {
                // It is built into compilers.
                return new CName(offset, 0);
            }

            CName name = identifier ? NameOfIdentifier(offset, isTypedef: true) : NameOfTag(type);
            KeepNumber(type.Id, name.Number, ref flags);
            flags |= name.Made != 0 ? CTypeFlags.Renamed : CTypeFlags.None;
        }

        int made = (flags & CTypeFlags.Renamed) != 0 ? MadeNameOf(SlotOf(offset).OffsetPlusOne - 1) : 0;
        return new CName(offset, NumberOf(type.Id, flags), made);
    }

    private CName NameOfIdentifier(uint offset, bool isTypedef)
    {
        ref CNameCount slot = ref SlotOf(offset);
        slot.IsTypedef |= isTypedef;
        uint number = ++slot.Identifiers;
        return Complete(offset, number, slot.OffsetPlusOne - 1, isTag: false);
    }

    private CName NameOfTag(BtfType type)
    {
        BtfKind kind = type.Kind;
        bool declares = kind == BtfKind.Fwd || ((kind is BtfKind.Enum or BtfKind.Enum64) && type.Vlen == 0);
        BtfKind tag = TagOf(type);
        ref CNameCount slot = ref SlotOf(type.NameOffset);
        uint key = slot.OffsetPlusOne - 1;
        bool matches = slot.Tag == BtfKind.Void || slot.Tag == tag;
        bool plain = matches && (declares ? slot.Defined == BtfKinds.None || slot.Defined.Includes(tag) : !slot.IsTagTaken);
        if (plain)
        {
            // A forward declaration shares the name of the type that it declares.
            slot.Tag = tag;
            slot.IsTagTaken |= !declares;
            slot.Tags = Math.Max(slot.Tags, 1);
            return Complete(type.NameOffset, 1, key, isTag: true);
        }

        uint number = 0;
        if (slot.Tag == tag || _otherForwards?.TryGetValue((key, tag), out number) != true)
        {
            slot.Tags = Math.Max(slot.Tags, 1) + 1;
            number = slot.Tags;
        }
        else if (!declares)
        {
            _otherForwards.Remove((key, tag));
        }

        if (declares)
        {
            (_otherForwards ??= [])[(key, tag)] = number;
        }

        return Complete(type.NameOffset, number, key, isTag: true);
    }

    private static BtfKind TagOf(BtfType type) => type.Kind switch
    {
        BtfKind.Fwd => type.KindFlag ? BtfKind.Union : BtfKind.Struct,
        BtfKind.Enum64 => BtfKind.Enum,
        BtfKind kind => kind,
    };

    /// <summary>Returns the name with a number, or its replacement if it is invalid in C.</summary>
    private CName Complete(uint offset, uint number, uint key, bool isTag)
    {
        int made = CIdentifiers.IsFit(context.Name(offset)) ? 0 : MadeNameOf(key);
        if (number > 1 && made == 0 && MayMeetNumbers())
        {
            number = SkipNumbersInUse(offset, number, isTag);
        }

        return new CName(offset, number > 1 ? number : 0, made);
    }

    /// <summary>Returns the replacement of a name.</summary>
    private int MadeNameOf(uint key)
    {
        _madeOf ??= [];
        if (!_madeOf.TryGetValue(key, out int made))
        {
            LearnAll();
            Span<byte> text = stackalloc byte[CIdentifiers.MaxMadeLength + 16];
            int length = CIdentifiers.Make(context.Name(key), text);
            made = _made.Add(text[..MakeUnique(text, length)]);
            _madeOf.Add(key, made);
        }

        return made;
    }

    private int MakeUnique(Span<byte> text, int length)
    {
        _madeTexts ??= [];
        string plain = Encoding.ASCII.GetString(text[..length]);
        string name = plain;
        if (_madeTexts.TryGetValue(plain, out uint turn) || IsInData(plain))
        {
            string stem = plain.TrimEnd('_');
            turn = Math.Max(turn, 1);
            do
            {
                context.Step();
                turn++;
                name = string.Create(CultureInfo.InvariantCulture, $"{stem}_{turn}");
            }
            while (_madeTexts.ContainsKey(name) || IsInData(name));
        }

        _madeTexts[name] = 1;
        _madeTexts[plain] = Math.Max(turn, 1);
        return Encoding.ASCII.GetBytes(name, text);
    }

    private bool IsInData(string name)
    {
        Span<byte> text = stackalloc byte[CIdentifiers.MaxMadeLength + 16];
        return IsInData(text[..Encoding.ASCII.GetBytes(name, text)]);
    }

    private bool IsInData(ReadOnlySpan<byte> name) => Find(name, NameHash.Shared.Of(name)).OffsetPlusOne != 0;

    private uint SkipNumbersInUse(uint offset, uint number, bool isTag)
    {
        LearnAll();
        ReadOnlySpan<byte> name = context.Name(offset);
        Span<byte> text = name.Length <= NumberedLength ? stackalloc byte[NumberedLength + MaxNumberLength] : new byte[name.Length + MaxNumberLength];
        name.CopyTo(text);
        while (IsInData(text[..(name.Length + WriteNumber(number, text[name.Length..]))]))
        {
            context.Step();
            ref CNameCount slot = ref SlotOf(offset);
            number = isTag ? ++slot.Tags : ++slot.Identifiers;
        }

        return number;
    }

    /// <summary>Returns whether any name in the data ends like a numbered name.</summary>
    private bool MayMeetNumbers()
    {
        if (_mayMeetNumbers is null)
        {
            bool found = false;
            for (BtfObject? part = context.Btf; part is not null && !found; part = part.Base)
            {
                found = HasNumberedName(part.Strings);
            }

            _mayMeetNumbers = found;
        }

        return _mayMeetNumbers.Value;
    }

    private static bool HasNumberedName(ReadOnlySpan<byte> strings)
    {
        for (int next; (next = strings.IndexOf("___"u8)) >= 0; strings = strings[(next + 1)..])
        {
            ReadOnlySpan<byte> number = strings[(next + 3)..];
            int end = number.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (end > 0 && number[end] == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds the names of all types and enumeration values, so that no made name equals one of them.</summary>
    private void LearnAll()
    {
        if (_knowsAll)
        {
            return;
        }

        _knowsAll = true;
        foreach (BtfType type in context.Btf.AllTypes)
        {
            if (type.NameOffset != 0)
            {
                _ = SlotOf(type.NameOffset);
            }

            if (type.TryAsEnum(out BtfEnum enumeration))
            {
                foreach (BtfEnumValue value in enumeration.Values)
                {
                    _ = SlotOf(value.NameOffset);
                }
            }
        }
    }
}

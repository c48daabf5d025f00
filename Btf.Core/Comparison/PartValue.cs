using System.Globalization;

namespace Btf.Core.Comparison;

/// <summary>One version's value at a difference, or the name of the part. The text is made when it is read, because most texts are never read.</summary>
internal readonly struct PartValue
{
    private readonly string? _text;
    private readonly long _number;
    private readonly int _node;
    private readonly byte _bits;
    private readonly Form _form;

    private PartValue(Form form, string? text = null, long number = 0, int node = 0, int bits = 0)
    {
        _form = form;
        _text = text;
        _number = number;
        _node = node;
        _bits = (byte)bits;
    }

    private enum Form : byte
    {
        Text,
        Number,
        Unsigned,
        Place,
        Name,
        Type,
        Member,
        Parameter,
        Ellipsis,
    }

    public static implicit operator PartValue(string text) => new(Form.Text, text);

    public static PartValue Number(long value) => new(Form.Number, number: value);

    public static PartValue Unsigned(ulong value) => new(Form.Unsigned, number: (long)value);

    /// <summary>Returns an offset in bytes, followed by a colon and the bit if it is not a whole byte.</summary>
    public static PartValue Place(long bits) => new(Form.Place, number: bits);

    /// <summary>Returns a name.</summary>
    /// <param name="prefix">The text before it.</param>
    /// <param name="name">Its number.</param>
    public static PartValue Name(string prefix, int name) => new(Form.Name, prefix, node: name);

    /// <summary>Returns a type as C writes it.</summary>
    public static PartValue Type(int node) => new(Form.Type, node: node);

    /// <summary>Returns the type, size and place of a member.</summary>
    public static PartValue Member(in FlatMember member) => new(Form.Member, null, member.BitOffset, member.Type, member.BitSize);

    /// <summary>Returns the type and index of a parameter.</summary>
    public static PartValue Parameter(in FlatMember parameter) =>
        new(parameter is { Name: 0, Type: 0 } ? Form.Ellipsis : Form.Parameter, null, parameter.BitOffset, parameter.Type);

    /// <summary>Makes the text.</summary>
    public string In(ComparedTypes types) => _form switch
    {
        Form.Number => Text(_number),
        Form.Unsigned => ((ulong)_number).ToString(CultureInfo.InvariantCulture),
        Form.Place => PlaceText(_number),
        Form.Name => _text + types.NameText(_node),
        Form.Type => types.TextOf(_node),
        Form.Member => $"{types.TextOf(_node)}{(_bits == 0 ? "" : $" : {Text(_bits)}")} at {PlaceText(_number)}",
        Form.Parameter => $"{types.TextOf(_node)} at {Text(_number)}",
        Form.Ellipsis => $"... at {Text(_number)}",
        _ => _text ?? "",
    };

    /// <summary>Returns a number as text.</summary>
    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string PlaceText(long bits) => bits % 8 == 0 ? Text(bits / 8) : $"{Text(bits / 8)}:{Text(bits % 8)}";
}

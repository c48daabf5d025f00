using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Btf.Core;

/// <summary>An error in a member path, and its place. Every <c>TryResolvePath</c> and every <see cref="BtfPathException"/> reports one.</summary>
/// <remarks>Text that names a type is read from the data; after the object is disposed, it throws <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfPathError
{
    private const int MaxQuoted = 128;

    private readonly BtfMember? _member;
    private readonly string? _text;
    private readonly ulong _found;
    private readonly int _namesakes;

    internal BtfPathError(BtfPathErrorCode code, int start, int end, int segment, BtfType type = default, BtfMember? member = null, ulong found = 0, string? text = null, int namesakes = 1)
    {
        Code = code;
        Position = start;
        Length = end - start;
        Segment = segment;
        Type = type;
        _member = member;
        _found = found;
        _text = text;
        _namesakes = namesakes;
    }

    /// <summary>The kind of error; <see cref="BtfPathErrorCode.None"/> if there is none.</summary>
    public BtfPathErrorCode Code { get; }

    /// <summary>The start of the bad name, number or sign, in bytes from the start of the path in UTF-8.</summary>
    public int Position { get; }

    /// <summary>Its length in bytes; 0 if something is missing.</summary>
    public int Length { get; }

    /// <summary>The number of the segment, from 1. Segments are separated by <c>.</c> and <c>-&gt;</c>; indexes belong to the name before them.</summary>
    internal int Segment { get; }

    /// <summary>The type at which the path stopped; the unusable default value if the path's first name is wrong.</summary>
    public BtfType Type { get; }

    /// <summary>A sentence with the error and its place. It does not quote the path; <see cref="Describe"/> does.</summary>
    public string Message => Describe(default);

    internal BtfMember? Member => _member;

    internal ulong Found => _found;

    internal string? Text => _text;

    internal bool IsNone => Code == BtfPathErrorCode.None;

    private string Subject => _member is not { } member ? "It"
        : member.Name.ToString() is { Length: > MaxQuoted } name ? $"'{name.AsSpan(0, MaxQuoted)}…'"
        : $"'{member.Name}'";

    /// <summary>Returns a sentence with the error and its place that quotes the bad part of the path.</summary>
    /// <param name="path">The path, in UTF-8.</param>
    public string Describe(ReadOnlySpan<byte> path)
    {
        string quoted = "";
        if (Length > 0 && (ulong)Position + (ulong)Length <= (ulong)path.Length)
        {
            string text = Encoding.UTF8.GetString(path.Slice(Position, Math.Min(Length, MaxQuoted)));
            quoted = Length > MaxQuoted ? $" '{text}…'" : $" '{text}'";
        }

        string others = _namesakes > 1 ? $"; the other types of this name ({_namesakes - 1}) do not lead anywhere either" : "";
        return IsNone ? "No error." : $"{What(quoted)}{others} (segment {Segment}, byte {Position}).";
    }

    /// <summary>Returns <see cref="Message"/>.</summary>
    public override string ToString() => Message;

    [DoesNotReturn]
    internal static void Throw(BtfPathError error, ReadOnlySpan<byte> path) => throw new BtfPathException(error, path);

    private string What(string quoted) => Code switch
    {
        BtfPathErrorCode.SyntaxError => $"Syntax error: {_text}{(quoted.Length == 0 ? "" : " before" + quoted)}",
        BtfPathErrorCode.NumberOverflow => $"The index{quoted} is larger than {uint.MaxValue}",
        BtfPathErrorCode.NoSuchType => quoted.Length == 0 ? $"No {_text} has that name" : $"No {_text} is named{quoted}",
        BtfPathErrorCode.Ambiguous => $"Several types have the name, and the path leads to different places: {_text}",
        BtfPathErrorCode.TooManyTypes => $"Too many or too large types have the name, as only in crafted data; the first {_found} were tried",
        BtfPathErrorCode.NotComposite => $"{Subject} is of type {TypeText}, which has no members",
        BtfPathErrorCode.NoSuchMember => $"{TypeText} has no member{(quoted.Length == 0 ? " of that name" : " named" + quoted)}",
        BtfPathErrorCode.PointerNeedsArrow => $"{Subject} is a pointer, of type {TypeText}: write '->' to cross it",
        BtfPathErrorCode.NotPointer => $"{Subject} is of type {TypeText}, which is not a pointer that '->' could cross",
        BtfPathErrorCode.NotArray => $"{Subject} is of type {TypeText}, which is not an array",
        BtfPathErrorCode.IndexOutOfRange => $"Index {_found} is out of range: {Subject} is of type {TypeText}",
        BtfPathErrorCode.IncompleteType => $"{TypeText} is only declared, and its definition is neither in this object nor in a base",
        BtfPathErrorCode.NoSize => $"{TypeText} has no known size",
        BtfPathErrorCode.OffsetOverflow => "The offset is too large",
        BtfPathErrorCode.BadType => $"Type [{_found}] does not exist, or leads to itself or to one that does not exist",
        BtfPathErrorCode.WrongType => $"{Subject}, of type {TypeText}, {_text}",
        _ => Code.ToString(),
    };

    private string TypeText
    {
        get
        {
            string text = Type.ToString();
            return text.Length <= MaxQuoted ? text : string.Concat(text.AsSpan(0, MaxQuoted), "…");
        }
    }
}

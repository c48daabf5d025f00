using Btf.Core;

namespace Btf.Cli;

/// <summary>A place in a structure, and the type that a member has there.</summary>
/// <param name="Byte">The member's first byte.</param>
/// <param name="Type">Its type as C writes it; null for any.</param>
internal sealed record MemberAt(ulong Byte, string? Type)
{
    private static readonly string[] _qualifiers = ["const ", "volatile ", "restrict "];

    /// <summary>The name of the type that the member has or leads to: <c>struct list_head</c> for <c>const struct list_head *</c>; null for <c>void *</c>.</summary>
    public string? NamedType
    {
        get
        {
            string name = Type ?? "";
            int end = name.IndexOfAny(['*', '[', '(']);
            name = (end < 0 ? name : name[..end]).Trim();
            while (Array.Find(_qualifiers, word => name.StartsWith(word, StringComparison.Ordinal)) is { } qualifier)
            {
                name = name[qualifier.Length..].TrimStart();
            }

            return name is "" or "void" ? null : name;
        }
    }

    /// <summary>Reads <c>24</c> or <c>0x18:struct list_head</c>; null where the text is neither.</summary>
    public static MemberAt? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string type = colon < 0 ? "" : text[(colon + 1)..].Trim();
        return NumberRange.TryParseNumber((colon < 0 ? text : text[..colon]).Trim(), out ulong number) && (colon < 0 || type.Length > 0)
            ? new MemberAt(number, colon < 0 ? null : type)
            : null;
    }

    /// <summary>Whether a structure has such a member.</summary>
    public bool IsIn(BtfComposite composite)
    {
        foreach (BtfMember member in composite.Members)
        {
            if (member.BitOffset == Byte * 8 && (Type is null || IsType(member.Type)))
            {
                return true;
            }
        }

        return false;
    }

    // 'sock' and 'struct sock' are one type, and so are 'sock *' and 'struct sock *'.
    private bool IsType(BtfType type)
    {
        string text = type.ToString();
        return Plain(text) == Plain(Type!) || type.Name == Type;
    }

    private static string Plain(string text) => text.Replace("struct ", "", StringComparison.Ordinal).Replace("union ", "", StringComparison.Ordinal)
        .Replace("enum ", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}

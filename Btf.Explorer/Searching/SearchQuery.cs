using System.Text;
using Btf.Core;
using Btf.Explorer.Addresses;

namespace Btf.Explorer.Searching;

/// <summary>A search: its text, where it looks, and which kinds it shows.</summary>
/// <param name="Text">The text as it is typed.</param>
/// <param name="Scope">Where to look.</param>
/// <param name="Kinds">The kinds of types that are shown.</param>
/// <param name="IsFuzzy">Whether other letters may stand between those of the text.</param>
internal sealed record SearchQuery(string Text, SearchScope Scope, BtfKinds Kinds, bool IsFuzzy)
{
    public static SearchQuery Everything { get; } = new("", SearchScope.Names, BtfKinds.All, false);

    /// <summary>Whether the text is a pattern in which <c>*</c> and <c>?</c> stand for other letters.</summary>
    public bool IsGlob => !IsFuzzy && Text.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether the text is looked for as it is.</summary>
    public bool IsPlain => !IsFuzzy && !IsGlob;

    /// <summary>Returns the text in small letters.</summary>
    public byte[] ToLower() => Encoding.UTF8.GetBytes(Text.ToLowerInvariant());

    /// <summary>Reads the query of an address.</summary>
    public static SearchQuery Of(Address address)
    {
        SearchScope scope = address["in"] switch { "members" => SearchScope.Members, "values" => SearchScope.Values, _ => SearchScope.Names };
        return new SearchQuery(address.Subject, scope, KindGroups.Parse(address["kinds"]), address["fuzzy"].Length > 0);
    }

    /// <summary>Returns the query's address.</summary>
    public Address ToAddress(string of)
    {
        string scope = Scope switch { SearchScope.Members => "members", SearchScope.Values => "values", _ => "" };
        return Links.To("find", Text, ("in", scope), ("kinds", KindGroups.Format(Kinds)), ("fuzzy", IsFuzzy ? "1" : ""), ("of", of));
    }
}

using System.Text;

namespace Btf.Explorer.Addresses;

/// <summary>The part of a page's address behind the <c>#</c>: a view, the words that it is about, and options. <c>#/type/task_struct?row=64</c>.</summary>
/// <param name="View">The view; empty for the first page.</param>
/// <param name="Subject">What the view is about; empty if it is about everything.</param>
/// <param name="Options">The options, by name.</param>
public sealed record Address(string View, string Subject, IReadOnlyDictionary<string, string> Options)
{
    public static Address Home { get; } = new("", "", new Dictionary<string, string>());

    /// <summary>Reads the text behind the <c>#</c>. Every text is an address; an unknown view gets a page that says so.</summary>
    public static Address Parse(string hash)
    {
        string text = hash.TrimStart('#').TrimStart('/');
        int question = text.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? text : text[..question];
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        Dictionary<string, string> options = [];
        foreach (string pair in question < 0 ? [] : text[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            options[Decode(equals < 0 ? pair : pair[..equals])] = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
        }

        return new Address(Decode(slash < 0 ? path : path[..slash]), slash < 0 ? "" : Decode(path[(slash + 1)..]), options);
    }

    /// <summary>Returns an option; empty if it is not given.</summary>
    public string this[string option] => Options.GetValueOrDefault(option, "");

    /// <summary>Returns an option that is a whole number; the default if it is not one of the allowed numbers.</summary>
    public int Number(string option, int otherwise, params ReadOnlySpan<int> allowed) =>
        int.TryParse(this[option], out int number) && (allowed.IsEmpty || allowed.Contains(number)) ? number : otherwise;

    /// <summary>Returns the address with another value of an option; an empty value leaves it out.</summary>
    public Address With(string option, string value)
    {
        Dictionary<string, string> options = new(Options);
        if (value.Length == 0)
        {
            options.Remove(option);
        }
        else
        {
            options[option] = value;
        }

        return this with { Options = options };
    }

    /// <summary>Returns the text, with the <c>#</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new("#/");
        text.Append(Encode(View));
        if (Subject.Length > 0)
        {
            text.Append('/').Append(Encode(Subject));
        }

        char before = '?';
        foreach ((string name, string value) in Options)
        {
            text.Append(before).Append(Encode(name)).Append('=').Append(Encode(value));
            before = '&';
        }

        return text.ToString();
    }

    // '*', ',' and the like stay readable: they need no escape behind the '#'.
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%2A", "*", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal)
        .Replace("%3A", ":", StringComparison.Ordinal).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);

    private static string Decode(string text) => Uri.UnescapeDataString(text);
}

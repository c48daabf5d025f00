using Btf.Text;

namespace Btf.Explorer.Addresses;

/// <summary>The titles of views, for the browser's tab and history.</summary>
internal static class Titles
{
    public static string Of(Address address)
    {
        string subject = SafeText.Of(address.Subject);
        string title = address.View switch
        {
            "type" or "function" or "id" or "change" => subject,
            "find" => $"Search: {subject}",
            "path" => subject.Length == 0 ? "Member paths" : subject,
            "statistics" => "Statistics",
            "verify" => "Verifier",
            "compare" => "Comparison",
            "program" => subject.Length == 0 ? "BPF objects" : subject,
            "help" => "Help",
            _ => "",
        };
        return title.Length == 0 ? "BTF explorer" : $"{title} · BTF explorer";
    }
}

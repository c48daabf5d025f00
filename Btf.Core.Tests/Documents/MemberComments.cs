using System.Xml.Linq;

namespace Btf.Core.Tests;

/// <summary>The names in the comments of the library's members.</summary>
public static class MemberComments
{
    // The longest first, each with the dot at its end.
    private static readonly string[] _namespaces =
        [.. typeof(BtfObject).Assembly.GetExportedTypes().Select(type => type.Namespace + ".").Distinct().OrderByDescending(space => space.Length)];

    private static readonly ILookup<string, XElement> Comments = XDocument.Load(Path.ChangeExtension(typeof(BtfObject).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToLookup(member => NameOf(member.Attribute("name")!.Value));

    /// <summary>Returns the calls whose member's comment does not name an exception, and whose type's comment does not either.</summary>
    public static string[] Silent(IEnumerable<SurfaceCall> calls, Type exception) =>
        [.. calls.Select(call => NameOf(call.Member)).Distinct().Where(name => !WithItsTypes(name).Any(part => Names(part, exception)))];

    // "BtfTypeList.Enumerator.Current", "BtfTypeList.Enumerator", "BtfTypeList".
    private static IEnumerable<string> WithItsTypes(string name)
    {
        string[] parts = name.Split('.');
        return parts.Select((_, left) => string.Join('.', parts[..(left + 1)]));
    }

    private static bool Names(string name, Type exception) => Comments[name].Any(comment =>
        comment.Descendants("see").Concat(comment.Elements("exception")).Any(part => part.Attribute("cref")?.Value == $"T:{exception.FullName}"));

    // "M:Btf.Core.BtfObject.FindTypes(System.String)", "BtfObject.FindTypes(String)" and "BtfObject[UInt32]" in a common form.
    private static string NameOf(string member)
    {
        string name = member.Split('(', '[')[0];
        name = name[(name.IndexOf(':') + 1)..].Replace("`1", "", StringComparison.Ordinal);
        if (_namespaces.FirstOrDefault(space => name.StartsWith(space, StringComparison.Ordinal)) is { } own)
        {
            name = name[own.Length..];
        }

        int generic = name.IndexOf('<');
        name = generic < 0 ? name : name[..generic] + name[(name.IndexOf('>') + 1)..];
        return member.Contains('[') && !member.Contains('(') ? name + ".Item" : name.TrimEnd('=');
    }
}

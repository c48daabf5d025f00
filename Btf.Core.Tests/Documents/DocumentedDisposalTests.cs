using System.Xml.Linq;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>What answers <see cref="ObjectDisposedException"/>, as the disposal tests prove of each call, says so: itself, or the type that it is a member of.</summary>
public sealed class DocumentedDisposalTests
{
    private static readonly ILookup<string, XElement> Comments = XDocument.Load(Path.ChangeExtension(typeof(BtfObject).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToLookup(member => NameOf(member.Attribute("name")!.Value));

    [Test]
    public void Every_member_that_fails_after_disposal_says_so()
    {
        string[] silent =
        [
            .. SurfaceTable.Calls.Where(call => !call.Traits.HasFlag(SurfaceTraits.ReadsNothing))
                .Select(call => NameOf(call.Member))
                .Distinct()
                .Where(name => !WithItsTypes(name).Any(Says)),
        ];

        Assert.That(silent, Is.Empty, string.Join('\n', silent));
    }

    // "BtfTypeList.Enumerator.Current", "BtfTypeList.Enumerator", "BtfTypeList".
    private static IEnumerable<string> WithItsTypes(string name)
    {
        string[] parts = name.Split('.');
        return parts.Select((_, left) => string.Join('.', parts[..(left + 1)]));
    }

    private static bool Says(string name) => Comments[name].Any(comment =>
        comment.Descendants("see").Concat(comment.Elements("exception")).Any(part => part.Attribute("cref")?.Value == "T:System.ObjectDisposedException"));

    // "M:Btf.Core.BtfObject.FindIds(System.String)", "BtfObject.FindIds(String)" and "BtfObject[UInt32]" without what differs.
    private static string NameOf(string member)
    {
        string name = member.Split('(', '[')[0];
        name = name[(name.IndexOf(':') + 1)..].Replace("Btf.Core.", "", StringComparison.Ordinal).Replace("`1", "", StringComparison.Ordinal);
        int generic = name.IndexOf('<');
        name = generic < 0 ? name : name[..generic] + name[(name.IndexOf('>') + 1)..];
        return member.Contains('[') && !member.Contains('(') ? name + ".Item" : name.TrimEnd('=');
    }
}

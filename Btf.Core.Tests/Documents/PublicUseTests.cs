using System.Reflection;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>
/// Every public member has a use: a call in the tool or in a program of the README or the guide, or its name, as <c>Type.Member</c>, in a document for users. The
/// overloads of a name count as one member, and so do a member and its <c>Try…</c> form.
/// </summary>
public sealed partial class PublicUseTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] Documents = ["README.md", "docs/guide.md", "docs/coming-from.md"];
    private static readonly string[] _tool = ["btf.dll", "Btf.Text.dll"];

    // Members that all types of a sort have: values, enumerables, views, elements.
    private static readonly string[] Conventions =
        ["Equals", "GetHashCode", "ToString", "GetEnumerator", "MoveNext", "Current", "Dispose", "Deconstruct", "Count", "Item", "TryFormat", "Type", "Name", "DeclaringType", "Index"];

    [Test]
    public void Every_public_member_is_used_by_the_tool_or_shown_to_users()
    {
        HashSet<string> used = [.. Uses()];

        string[] unused = [.. Snippet.Libraries.SelectMany(library => library.GetExportedTypes())
            .Where(type => !type.IsEnum)
            .SelectMany(type => type.GetMembers(Declared).Where(IsCounted).Select(member => $"{Name(type)}.{member.Name}"))
            .Distinct()
            .Where(name => !Forms(name).Any(used.Contains))];

        Assert.That(unused, Is.Empty, string.Join('\n', unused));
    }

    private static IEnumerable<string> Uses() =>
        Documents.Select(Document.Find)
            .SelectMany(document => document.Programs.SelectMany(program => MemberUse.In(Snippet.Compile(program.Source)).Concat(Named(program.Source))).Concat(Named(document.Prose)))
            .Concat(_tool.SelectMany(name => MemberUse.In(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, name)))));

    private static IEnumerable<string> Named(string text) => Name().Matches(text).Select(match => match.Value);

    private static bool IsCounted(MemberInfo member) => !Conventions.Contains(member.Name) && member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily) && !method.IsSpecialName && method is MethodInfo own && own.GetBaseDefinition() == own,
        PropertyInfo property => property.GetAccessors().Length > 0,
        FieldInfo field => field.IsPublic,
        _ => false,
    };

    private static string Name(Type type) => type.DeclaringType is { } outer ? $"{Name(outer)}.{type.Name}" : type.Name.Split('`')[0];

    // Name, TryName and TryGetName are one member in several forms.
    private static IEnumerable<string> Forms(string name)
    {
        string[] parts = name.Split('.');
        string member = parts[^1].StartsWith("Try", StringComparison.Ordinal) ? parts[^1][3..] : parts[^1];
        string type = string.Join('.', parts[..^1]);
        string[] forms = member.StartsWith("Get", StringComparison.Ordinal) ? [member, member[3..]] : [member, "Get" + member];
        return forms.SelectMany(form => (string[])[$"{type}.{form}", $"{type}.Try{form}"]);
    }

    [GeneratedRegex(@"\b[A-Z]\w+\.[A-Z]\w+")]
    private static partial Regex Name();
}

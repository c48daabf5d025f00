using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class FolderGraphTests
{
    private const string Upper = "namespace P; public partial class Owner { public int this[string key] => 1; public int Own => 1; }";

    private const string Lower = """
        namespace P;
        public class View { public int Size => 4; }
        public partial class Owner { public int Size => 8; public View View => new(); public int this[int id] => id; }
        public static class Extensions { public static int Twice(this int value) => 2 * value; }
        """;

    [TestCase("int M() => 3;")]
    [TestCase("int M(Owner owner) => owner.Own + owner[\"\"];")]
    [TestCase("int M(Owner owner) => owner.ToString().Length;")]
    [TestCase("View M() => null!;", "View")]
    [TestCase("int M(object any) => ((View)any).Size;", "View")]
    [TestCase("int M(Owner owner) => owner.Size;", "Size")]
    [TestCase("int M(Owner owner) { var view = owner.View; return view.Size; }", "View")]
    [TestCase("int M(Owner owner) => owner[1];", "this[]")]
    [TestCase("int M(Owner owner) => owner?[1] ?? 0;", "this[]")]
    [TestCase("int M(int value) => value.Twice();", "Twice")]
    [TestCase("int M(int value) => Extensions.Twice(value);", "Extensions")]
    public void A_use_of_a_folder_below_is_found(string member, string used = "")
    {
        FolderGraph graph = GraphOf($"namespace P; public class User {{ {member} }}");

        Assert.That(graph.Unresolved, Is.Empty);
        Assert.That(graph.Arrows.Keys, Is.EqualTo(used.Length == 0 ? [] : ((string, string)[])[("Upper", "Lower")]));
        Assert.That(graph.Arrows.Values, Has.All.StartsWith($"User.cs:1 uses {used} of "));
    }

    [Test]
    public void A_name_that_the_compiler_does_not_know_is_no_silent_answer() =>
        Assert.That(GraphOf("namespace P; public class User { int M(int missing) => missing.View; }").Unresolved, Is.EqualTo((string[])["User.cs:1: View"]));

    private static FolderGraph GraphOf(string user)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("Upper"));
        Directory.CreateDirectory(folder.PathOf("Lower"));
        File.WriteAllText(folder.PathOf("Upper/Owner.cs"), Upper);
        File.WriteAllText(folder.PathOf("Upper/User.cs"), user);
        File.WriteAllText(folder.PathOf("Lower/Owner.View.cs"), Lower);
        return new FolderGraph(folder.PathOf(""), ["Upper", "Lower"]);
    }
}

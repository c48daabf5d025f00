using System.Globalization;
using System.Text;
using System.Xml.Linq;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The examples in the comments of the library compile as they stand, beside an object and the bytes of a value.</summary>
public sealed class ExampleTests
{
    private const string Usings =
        "using System.Buffers; using Btf.Core; using Btf.Core.Building; using Btf.Core.Comparison; using Btf.Core.Diagrams; using Btf.Core.Extensions; "
        + "using Btf.Core.Merging; using Btf.Core.Programs; using Btf.Core.Values;";

    private static readonly string[] _given = ["BtfObject kernel", "byte[] bytes", "uint[] ids", "ReadOnlySpan<byte> span"];

    private static IEnumerable<(string Member, string Code)> Examples =>
        Snippet.Libraries.SelectMany(library => XDocument.Load(Path.ChangeExtension(library.Location, ".xml")).Descendants("member"))
            .SelectMany(member => member.Elements("example").Elements("code").Select(code => (member.Attribute("name")!.Value, code.Value)));

    [Test]
    public void Every_example_compiles()
    {
        StringBuilder program = new(Usings + "\n{ }\n");
        int number = 0;
        foreach ((string member, string code) in Examples)
        {
            // What an example declares itself is not given to it. The compiler names the member where an example is wrong.
            IEnumerable<string> given = _given.Where(parameter => !code.Contains(parameter + " =", StringComparison.Ordinal));
            program.Append(CultureInfo.InvariantCulture, $"static class Example{number++} {{ static void Run({string.Join(", ", given)}) {{\n#line 1 \"{member}\"\n{code}\n}} }}\n");
        }

        Assert.That(() => Snippet.Compile(program.ToString()), Throws.Nothing);
    }

    [Test]
    public void The_calls_that_people_start_with_have_examples() => Assert.That(Examples.Count(), Is.GreaterThanOrEqualTo(20));
}

using System.Xml.Linq;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The examples in the comments of the library compile as they stand, beside an object and the bytes of a value.</summary>
[NonParallelizable]
public sealed class ExampleTests
{
    private const string Usings =
        "using System.Buffers; using Btf.Core; using Btf.Core.Building; using Btf.Core.Comparison; using Btf.Core.Diagrams; using Btf.Core.Extensions; "
        + "using Btf.Core.Merging; using Btf.Core.Programs; using Btf.Core.Values;";

    private static IEnumerable<TestCaseData> Examples =>
        Snippet.Libraries.SelectMany(library => XDocument.Load(Path.ChangeExtension(library.Location, ".xml")).Descendants("member"))
            .SelectMany(member => member.Elements("example").Elements("code").Select(code =>
                new TestCaseData(code.Value).SetArgDisplayNames(member.Attribute("name")!.Value)));

    [TestCaseSource(nameof(Examples))]
    public void An_example_compiles(string code)
    {
        // What an example declares itself is not given to it.
        string[] given =
        [
            .. ((string[])["BtfObject kernel", "byte[] bytes", "uint[] ids", "ReadOnlySpan<byte> span"])
                .Where(parameter => !code.Contains(parameter + " =", StringComparison.Ordinal)),
        ];

        byte[] image = Snippet.Compile($"{Usings}\n{{ }}\nstatic class Example {{ static void Run({string.Join(", ", given)}) {{ {code} }} }}");

        Assert.That(image, Is.Not.Empty);
    }

    [Test]
    public void The_calls_that_people_start_with_have_examples() => Assert.That(Examples.Count(), Is.GreaterThanOrEqualTo(20));
}

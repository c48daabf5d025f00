using System.Globalization;

namespace Btf.Explorer.Tests.Browser;

public sealed class SameAnswersTests
{
    private const int Types = 200;

    [Test]
    public async Task The_page_shows_200_random_types_of_the_kernel_as_the_tool_does_and_finds_as_many_names()
    {
        byte[] kernel = File.ReadAllBytes(Oracles.KernelBtf());
        using var btf = BtfObject.FromMemory(kernel);
        (string Name, uint Id)[] chosen = Choose(btf);
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.OpenFileAsync("vmlinux", kernel);

        string[] shown = await page.Tab.EvaluateAsync<string[]>(
            """
            async types => {
              const texts = [];
              for (const { view, name, id } of types) {
                location.hash = `#/${view}/${encodeURIComponent(name)}`;
                for (let tries = 0; document.querySelector('article.type')?.dataset.id !== id && tries < 2000; tries++) {
                  await new Promise(done => setTimeout(done, 2));
                }
                texts.push(document.querySelector('article.type .code').textContent);
              }
              return texts;
            }
            """,
            chosen.Select(type => new { view = btf[type.Id].Kind == BtfKind.Func ? "function" : "type", name = type.Name, id = $"{type.Id}" }).ToArray());

        for (int i = 0; i < chosen.Length; i++)
        {
            Assert.That(shown[i], Is.EqualTo(CommandLine.Ask("show", chosen[i].Name, Oracles.KernelBtf())), chosen[i].Name);
        }

        foreach (string pattern in (string[])["tcp_*", "*_ops", "?"])
        {
            int count = int.Parse(CommandLine.Ask("find", pattern, "--count", "--limit", "1000000", Oracles.KernelBtf()), CultureInfo.InvariantCulture);
            await page.SearchAsync(pattern, $"{count:N0} answer{(count == 1 ? "" : "s")}");
        }
    }

    /// <summary>Chooses types whose names no other type has: the tool shows all types of a name.</summary>
    private static (string Name, uint Id)[] Choose(BtfObject btf)
    {
        Random random = new(19);
        HashSet<uint> ids = [];
        List<(string, uint)> chosen = [];
        while (chosen.Count < Types)
        {
            BtfType type = btf[(uint)random.Next(1, btf.TypeCount)];
            if (type.NameOffset != 0 && BtfKinds.Nameable.Includes(type.Kind) && type.Kind is not (BtfKind.DeclTag or BtfKind.TypeTag)
                && !type.Name.Contains(" ") && btf.FindTypes(type.Name.Utf8).Count() == 1 && ids.Add(type.Id))
            {
                chosen.Add((type.Name.ToString(), type.Id));
            }
        }

        return [.. chosen];
    }
}

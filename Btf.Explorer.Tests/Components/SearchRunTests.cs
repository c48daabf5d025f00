using Btf.Explorer.Browser;
using Btf.Explorer.Searching;

namespace Btf.Explorer.Tests.Components;

public sealed class SearchRunTests
{
    [TestCase("a", 20_000)]
    [TestCase("aaaa", 19_997)]
    public async Task Names_that_are_ends_of_one_string_are_all_found(string text, int expected)
    {
        using var btf = BtfObject.FromMemory(CraftedNames.Suffixes(20_000));
        SearchResults found = await SearchAsync(btf, SearchQuery.Everything with { Text = text });

        Assert.That(found.Hits, Has.Length.EqualTo(expected));
    }

    [TestCase("skb", false)]
    [TestCase("SKB_", false)]
    [TestCase("tcp_*", false)]
    [TestCase("kskb", true)]
    public async Task What_is_found_is_what_a_plain_walk_finds(string text, bool isFuzzy)
    {
        using var btf = BtfObject.Open(Oracles.KernelBtf());
        SearchQuery query = SearchQuery.Everything with { Text = text, IsFuzzy = isFuzzy };
        SearchResults found = await SearchAsync(btf, query);
        BtfKinds kinds = BtfKinds.Nameable & ~(BtfKinds.DeclTag | BtfKinds.TypeTag);
        List<uint> expected = [];
        foreach (BtfType type in btf.Types)
        {
            if (kinds.Includes(type.Kind) && type.NameOffset != 0 && Matches(type.Name.ToString(), query))
            {
                expected.Add(type.Id);
            }
        }

        Assert.That(found.Hits.Select(hit => hit.Id), Is.EquivalentTo(expected));
        Assert.That(expected, Is.Not.Empty);
    }

    [TestCase("t")]
    [TestCase("sk_bu")]
    [TestCase("Task_Struct")]
    public async Task Names_that_start_with_the_text_come_first_and_are_the_head_of_all(string text)
    {
        using var btf = BtfObject.Open(Oracles.KernelBtf());
        SearchResults? first = null;
        SearchIndex index = await SearchIndex.BuildAsync(btf, null, new Slices(CancellationToken.None));
        SearchResults all = await new SearchRun([index], SearchQuery.Everything with { Text = text }, CancellationToken.None).RunAsync(found => first = found);

        Assert.That((first!.IsComplete, all.IsComplete), Is.EqualTo((false, true)));
        Assert.That(first.Hits, Is.Not.Empty);
        Assert.That(all.Hits.Take(first.Hits.Length), Is.EqualTo(first.Hits));
        Assert.That(all.Hits.Skip(first.Hits.Length).Select(hit => btf[hit.Id].Name.ToString()), Has.None.StartsWith(text).IgnoreCase);
    }

    [Test]
    public async Task A_module_s_names_are_found_in_its_kernel_s_strings_too()
    {
        BtfBuilder kernel = new();
        uint number = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        uint name = kernel.AddString("shared_name");
        using var below = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder module = new(below);
        module.AddRaw(name, RawBtf.Info(BtfKind.Typedef), number);
        using var split = BtfObject.FromMemory(module.ToArray(), below);
        SearchResults found = await SearchAsync(split, SearchQuery.Everything with { Text = "shared" });

        Assert.That(found.Hits, Has.Length.EqualTo(1));
    }

    private static async Task<SearchResults> SearchAsync(BtfObject btf, SearchQuery query)
    {
        Slices slices = new(CancellationToken.None);
        SearchIndex? below = btf.Base is null ? null : await SearchIndex.BuildAsync(btf.Base, null, slices);
        return await new SearchRun([await SearchIndex.BuildAsync(btf, below, slices)], query, CancellationToken.None).RunAsync();
    }

    private static bool Matches(string name, SearchQuery query)
    {
        if (query.IsGlob)
        {
            return name.StartsWith(query.Text.TrimEnd('*'), StringComparison.Ordinal);
        }

        if (!query.IsFuzzy)
        {
            return name.Contains(query.Text, StringComparison.OrdinalIgnoreCase);
        }

        int at = 0;
        foreach (char letter in name.ToLowerInvariant())
        {
            at += at < query.Text.Length && letter == query.Text[at] ? 1 : 0;
        }

        return at == query.Text.Length;
    }
}

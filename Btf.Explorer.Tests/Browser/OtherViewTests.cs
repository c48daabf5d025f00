using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class OtherViewTests
{
    [Test]
    public async Task Statistics_are_those_of_the_tool()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/statistics");
        await Assertions.Expect(page.Tab.Locator(".bars tbody tr").First).ToBeVisibleAsync();
        IReadOnlyList<string> rows = await page.Tab.Locator(".bars tbody tr").AllInnerTextsAsync();
        string tool = CommandLine.Ask("stat", "--sample");

        foreach (string row in rows)
        {
            string[] words = row.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.That(tool, Does.Match($@"(?m)^{words[0]} +{words[1]}$"));
        }
    }

    [Test]
    public async Task The_verifier_finds_what_the_tool_finds()
    {
        byte[] broken = [.. Samples.Sample];
        BtfHeader header = BtfHeader.Parse(broken);
        int name = broken.AsSpan((int)(header.HeaderLength + header.StringOffset)).IndexOf("\0task_struct\0"u8);
        broken[(int)(header.HeaderLength + header.StringOffset) + name + 1] = (byte)'-';
        using TemporaryFolder folder = new();
        string tool = CommandLine.Ask("verify", "--all", folder.Write("broken", broken));
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/verify");
        await Assertions.Expect(page.Tab.Locator(".verdict")).ToContainTextAsync("would load it");
        await page.OpenFileAsync("broken", broken);
        await Assertions.Expect(page.Tab.Locator(".verdict")).ToContainTextAsync("would refuse it");
        string found = await page.TextAsync("tbody td");

        Assert.That(found, Is.Not.Empty);
        Assert.That(tool, Does.Contain(found));
    }

    [Test]
    public async Task A_member_path_is_answered_as_it_is_typed_with_ways_to_go_on()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/path/task_struct.se");
        await Assertions.Expect(page.Tab.Locator(".place")).ToHaveTextAsync("byte 8, 24 bytes, struct sched_entity");
        await page.Tab.ClickAsync(".next >> text=vruntime");
        await Assertions.Expect(page.Tab.Locator(".place")).ToHaveTextAsync("byte 8, 8 bytes, u64");
        await page.Tab.FillAsync("#pathbox", "task_struct.mm->us");
        await Assertions.Expect(page.Tab.Locator(".next a")).ToHaveTextAsync(["users"]);
        await page.Tab.FillAsync("#pathbox", "task_struct+0x40");
        await Assertions.Expect(page.Tab.Locator(".place")).ToContainTextAsync("task_struct.tasks.next");
        await page.Tab.FillAsync("#pathbox", "task_struct.nothing");
        await Assertions.Expect(page.Tab.Locator(".answer")).ToContainTextAsync("nothing");
    }
}

using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class TypeTests
{
    private const string Picture = "document.getElementById('picture').shadowRoot?.querySelector('svg')";

    [Test]
    public async Task Links_lead_to_types_and_back_and_forward_work()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/type/sk_buff");
        await page.Tab.ClickAsync(".code a >> text=net_device");
        await page.WaitAsync("document.title.startsWith('net_device')");
        await page.Tab.ClickAsync(".code a >> text=list_head");
        await page.WaitAsync("document.title.startsWith('list_head')");
        await page.Tab.GoBackAsync();
        await page.WaitAsync("document.querySelector('h1').textContent.includes('net_device')");
        await page.Tab.GoBackAsync();
        await page.WaitAsync("document.querySelector('h1').textContent.includes('sk_buff')");
        await page.Tab.GoForwardAsync();
        await page.WaitAsync("document.querySelector('h1').textContent.includes('net_device')");
    }

    [Test]
    public async Task The_picture_is_the_library_s_and_its_rows_and_depth_are_in_the_address()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/type/sk_buff?row=16&depth=2");
        await page.WaitAsync($"document.getElementById('picture') !== null && {Picture}");
        await page.Tab.ClickAsync("text=Copy SVG");
        await Assertions.Expect(page.Tab.Locator(".actions >> text=Copied")).ToHaveCountAsync(1);
        string copied = await page.Tab.EvaluateAsync<string>("navigator.clipboard.readText()");
        using TemporaryFolder folder = new();
        string file = folder.PathOf("sk_buff.svg");
        _ = CommandLine.Ask("draw", "sk_buff", "--sample", "--row", "16", "--depth", "2", "-o", file);

        Assert.That(copied, Is.EqualTo(File.ReadAllText(file)));
        Assert.That(await page.Tab.EvaluateAsync<int>($"{Picture}.querySelectorAll('g').length"), Is.GreaterThan(20));
        await page.Tab.ClickAsync("[aria-label='8 bytes in a row']");
        await page.WaitAsync("location.hash === '#/type/sk_buff?row=8&depth=2'");
    }

    [Test]
    public async Task Members_unfold_one_by_one_and_the_address_says_which()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/type/task_struct");
        await ClickPartAsync(page, "se:");
        await page.WaitAsync("location.hash === '#/type/task_struct?open=se'");
        await page.WaitAsync(HasPart("se.vruntime:"));
        await ClickPartAsync(page, "tasks:");
        await page.WaitAsync("location.hash === '#/type/task_struct?open=se,tasks'");
        await page.WaitAsync(HasPart("tasks.next:"));
        await page.Tab.ClickAsync("text=Copy SVG");
        await Assertions.Expect(page.Tab.Locator(".actions >> text=Copied")).ToHaveCountAsync(1);
        string copied = await page.Tab.EvaluateAsync<string>("navigator.clipboard.readText()");
        using TemporaryFolder folder = new();
        string file = folder.PathOf("task_struct.svg");
        _ = CommandLine.Ask("draw", "task_struct", "--sample", "--open", "se", "--open", "tasks", "-o", file);
        await ClickPartAsync(page, "se:");
        await page.WaitAsync("location.hash === '#/type/task_struct?open=tasks'");
        await page.WaitAsync($"!{HasPart("se.vruntime:")}");
        await page.Tab.GoBackAsync();
        await page.WaitAsync(HasPart("se.vruntime:"));

        Assert.That(copied, Is.EqualTo(File.ReadAllText(file)));
    }

    [Test]
    public async Task Members_unfold_by_the_keyboard()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/type/task_struct");
        await page.WaitAsync(HasPart("tasks:"));
        await page.Tab.EvaluateAsync($"{Picture}.querySelector('g[tabindex=\"0\"]').focus()");
        await page.Tab.Keyboard.PressAsync("ArrowRight");
        string focused = await page.Tab.EvaluateAsync<string>("document.getElementById('picture').shadowRoot.activeElement.querySelector('title').textContent");
        string path = focused.Split(':')[0];
        await page.Tab.Keyboard.PressAsync("Enter");
        await page.WaitAsync($"location.hash === '#/type/task_struct?open={path}'");
        await page.WaitAsync($"document.getElementById('picture').shadowRoot.activeElement?.getAttribute('aria-expanded') === 'true'");
        await page.Tab.Keyboard.PressAsync("Enter");
        await page.WaitAsync("location.hash === '#/type/task_struct'");
    }

    [Test]
    public async Task A_click_on_another_part_opens_the_member_s_type()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/type/task_struct");
        await ClickPartAsync(page, "mm:");
        await page.WaitAsync("location.hash === '#/type/mm_struct'");
    }

    [Test]
    public async Task What_is_copied_is_what_the_tool_writes()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/type/task_struct");
        await page.Tab.ClickAsync("text=Copy C");
        Assert.That(await CopiedAsync(page), Is.EqualTo(CommandLine.Ask("show", "task_struct", "--sample")));
        await page.Tab.ClickAsync("text=Copy JSON");
        Assert.That(await CopiedAsync(page), Is.EqualTo(CommandLine.Ask("show", "task_struct", "--sample", "--json")));
    }

    [Test]
    public async Task A_type_tells_who_refers_to_it()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/type/sk_buff");
        await Assertions.Expect(page.Tab.Locator("[aria-label=References] .chip").Nth(1)).ToContainTextAsync("2");
        await page.Tab.ClickAsync("text=functions that take it");
        await Assertions.Expect(page.Tab.Locator("#references >> xpath=../.. >> tbody a").First).ToHaveTextAsync("kfree_skb_reason");
        await page.Tab.ClickAsync("#references >> xpath=../.. >> tbody a >> nth=0");
        await page.WaitAsync("location.hash === '#/function/kfree_skb_reason'");
        await Assertions.Expect(page.Tab.Locator(".code").First).ToContainTextAsync("void kfree_skb_reason(struct sk_buff *skb, enum skb_drop_reason reason);");
    }

    [Test]
    public async Task An_unknown_type_is_told_with_names_that_are_near()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync("#/type/sk_buf");
        await Assertions.Expect(page.Tab.Locator("main .error")).ToContainTextAsync("Did you mean 'sk_buff'?");
        await page.GoAsync("#/nonsense");
        await Assertions.Expect(page.Tab.Locator("main h1")).ToHaveTextAsync("No such view");
        await page.GoAsync("#/type/%E0%A4%A?row=abc&depth=99");
        await Assertions.Expect(page.Tab.Locator("main .error")).ToContainTextAsync("No type");
    }

    private static async Task<string> CopiedAsync(ExplorerPage page)
    {
        await Assertions.Expect(page.Tab.Locator(".actions >> text=Copied")).ToHaveCountAsync(1);
        string copied = await page.Tab.EvaluateAsync<string>("navigator.clipboard.readText()");
        await Assertions.Expect(page.Tab.Locator(".actions >> text=Copied")).ToHaveCountAsync(0);
        return copied;
    }

    private static string HasPart(string title) => $"[...(document.getElementById('picture')?.shadowRoot?.querySelectorAll('title') ?? [])].some(title => title.textContent.startsWith('{title}'))";

    private static async Task ClickPartAsync(ExplorerPage page, string title)
    {
        await page.WaitAsync(HasPart(title));
        await page.Tab.EvaluateAsync(
            $"[...{Picture}.querySelectorAll('g')].find(part => part.querySelector('title')?.textContent.startsWith('{title}')).querySelector('path').dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true }}))");
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class FileTests
{
    [Test]
    public async Task A_kernel_that_is_dropped_is_opened()
    {
        byte[] kernel = File.ReadAllBytes(Oracles.KernelBtf());
        using var btf = BtfObject.FromMemory(kernel);
        await using ExplorerPage page = await ExplorerPage.OpenAsync();

        await page.DropAsync(("vmlinux", kernel));
        await page.WaitForSourceAsync("vmlinux");

        Assert.That(await page.TextAsync(".sources .count"), Is.EqualTo($"{btf.TypeCount:N0} types"));
        await page.SearchAsync("tcp_sendmsg_fastopen", "1 answer");

        // Its link is by id until the page has looked up names.
        await Assertions.Expect(page.Tab.Locator(".hit").First).ToHaveAttributeAsync("href", new Regex("#/function/tcp_sendmsg_fastopen$"));
    }

    [Test]
    public async Task A_module_is_opened_over_the_kernel_that_is_dropped_with_it()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();

        await page.DropAsync(("thing.ko.btf", Samples.Module()), ("vmlinux", Samples.Kernel(false)));
        await page.WaitForSourceAsync("vmlinux");
        await page.SearchAsync("module_thing", "1 answer");
        await page.Tab.Keyboard.PressAsync("Enter");
        await page.Tab.WaitForSelectorAsync("article.type");

        Assert.That(await page.TextAsync(".facts"), Does.Contain("thing.ko.btf"));
        Assert.That(await page.TextAsync(".code"), Does.Contain("struct task_struct *"));
    }

    [Test]
    public async Task A_module_without_its_kernel_is_refused_with_what_to_do()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.GiveAsync(("thing.ko.btf", Samples.Module()));

        await Assertions.Expect(page.Tab.Locator(".note.error")).ToContainTextAsync("Open the kernel first, or drop both together");
    }

    [Test]
    public async Task A_compressed_ELF_file_is_unpacked([Values("gzip", "xz", "zstd")] string format)
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.OpenFileAsync($"vmlinux.{format}", Packer.Pack(format, Samples.Elf(Samples.Kernel(false))));
        await page.GoAsync("#/type/task_struct");
        await page.Tab.WaitForSelectorAsync("article.type");

        Assert.That(await page.TextAsync(".facts"), Does.StartWith("32 bytes"));
    }

    [TestCase("")]
    [TestCase("gzip")]
    [TestCase("xz")]
    public async Task A_kernel_image_and_a_module_that_compilers_made_are_opened_together(string format)
    {
        byte[] kernel = Samples.Fixture("vmlinux");
        byte[] image = format.Length == 0 ? kernel : KernelImage.BzImage(Packer.Pack(format, kernel));
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.DropAsync(("thing.ko", Samples.Fixture("thing.ko")), ("vmlinuz", image));
        await page.WaitForSourceAsync("vmlinuz");
        await page.GoAsync("#/type/gadget");
        await page.Tab.WaitForSelectorAsync("article.type");

        Assert.That(await page.TextAsync(".facts"), Does.StartWith("40 bytes").And.Contain("thing.ko"));
        await page.Tab.ClickAsync(".code a >> text=device");
        await page.WaitAsync("document.querySelector('.facts')?.textContent.startsWith('32 bytes') && document.querySelector('.facts').textContent.includes('vmlinuz')");
    }

    [Test]
    public async Task A_module_with_a_distilled_base_is_moved_to_the_kernel_it_is_dropped_with()
    {
        byte[] module = Samples.DistilledModule();
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.DropAsync(("thing.ko", module), ("vmlinux", Samples.Kernel(isNew: true)));
        await page.WaitForSourceAsync("vmlinux");
        await page.GoAsync("#/type/module_thing");
        await page.Tab.WaitForSelectorAsync("article.type");
        await page.Tab.ClickAsync(".code a >> text=task_struct");

        // The module was built for a kernel whose task_struct has 32 bytes.
        await page.WaitAsync("document.querySelector('.facts')?.textContent.startsWith('40 bytes') && document.querySelector('.facts').textContent.includes('vmlinux')");
    }

    [Test]
    public async Task A_module_with_a_distilled_base_is_opened_alone()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.OpenFileAsync("thing.ko", Samples.DistilledModule(), "thing.ko: distilled base");
        await page.GoAsync("#/type/module_thing");
        await page.Tab.WaitForSelectorAsync("article.type");

        Assert.That(await page.TextAsync(".code"), Does.Contain("struct task_struct *"));
    }

    [Test]
    public async Task A_source_is_closed_while_its_page_looks_for_references()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.OpenFileAsync("kernel", Samples.Kernel(false));
        await page.Tab.EvaluateAsync(
            """
            async () => {
              // In the moment in which the type is shown: the question comes a little later.
              const shown = new Promise(done => new MutationObserver((_, observer) => {
                if (document.querySelector('.facts')?.textContent.startsWith('32 bytes')) {
                  observer.disconnect();
                  done();
                }
              }).observe(document.body, { childList: true, subtree: true, characterData: true }));
              location.hash = '#/type/task_struct';
              await shown;
              document.querySelector('[aria-label="Close kernel"]').click();
            }
            """);
        await page.WaitForSourceAsync("sample");

        // By then it was asked. Disposing the page fails if it reported an error.
        await Task.Delay(200);
        await page.GoAsync("#/type/task_struct");
        await page.Tab.WaitForSelectorAsync("#references");
    }

    [Test]
    public async Task A_path_is_answered_anew_when_its_source_is_closed()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.OpenFileAsync("old", Samples.Kernel(false));
        await page.OpenFileAsync("new", Samples.Kernel(true));
        await page.GoAsync("#/path/task_struct.pid");
        await Assertions.Expect(page.Tab.Locator(".place")).ToContainTextAsync("byte 32");
        await page.Tab.ClickAsync(".sources > summary");
        await page.Tab.ClickAsync("[aria-label='Close new']");

        await Assertions.Expect(page.Tab.Locator(".place")).ToContainTextAsync("byte 4");
    }

    [Test]
    public async Task Sources_are_chosen_and_closed()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.OpenFileAsync("old", Samples.Kernel(false));
        await page.OpenFileAsync("new", Samples.Kernel(true));
        await page.Tab.ClickAsync(".sources > summary");
        await page.Tab.ClickAsync(".menu .choose >> text=old");
        await page.WaitForSourceAsync("old");
        await page.Tab.ClickAsync("[aria-label='Close old']");
        await page.WaitForSourceAsync("new");
        await page.Tab.ClickAsync("[aria-label='Close new']");
        await page.WaitForSourceAsync("sample");
    }
}

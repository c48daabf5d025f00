using Microsoft.Playwright;

namespace Btf.Explorer.Tests.Browser;

public sealed class ProgramTests
{
    [Test]
    public async Task A_BPF_object_is_fitted_to_the_kernel_with_explanations()
    {
        string kernel = Oracles.KernelBtf();
        string program = Repository.PathOf("Btf.Benchmarks/Native/relocations.bpf.o");
        await using ExplorerPage page = await ExplorerPage.OpenAsync();
        await page.GiveAsync(("relocations.bpf.o", File.ReadAllBytes(program)), ("vmlinux", File.ReadAllBytes(kernel)));
        await Assertions.Expect(page.Tab.Locator(".verdict")).ToContainTextAsync("relocations");
        string[] lines = CommandLine.Ask("core", program, "--kernel", kernel, "--explain").Split('\n');
        int count = lines.Count(line => line.StartsWith("  ", StringComparison.Ordinal) && !line.StartsWith("    ", StringComparison.Ordinal));
        await page.Tab.Locator(".relocations details").First.EvaluateAsync("details => { details.open = true; }");

        Assert.Multiple(async () =>
        {
            Assert.That(await page.TextAsync(".verdict"), Does.StartWith($"{count} relocation"));
            Assert.That(await page.Tab.Locator(".relocations li").CountAsync(), Is.EqualTo(count));
            Assert.That(await page.TextAsync(".explained"), Is.Not.Empty);
        });
    }
}

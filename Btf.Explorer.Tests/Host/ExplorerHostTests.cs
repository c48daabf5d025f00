using System.Net;
using System.Text;
using Btf.Explorer.Host;
using Microsoft.AspNetCore.Builder;

namespace Btf.Explorer.Tests.Host;

public sealed class ExplorerHostTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false });
    private WebApplication _host = null!;
    private Uri _url = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        string site = _folder.PathOf("site");
        Directory.CreateDirectory(Path.Combine(site, "js"));
        File.WriteAllText(Path.Combine(site, "index.html"), "<meta name=\"btf-sources\" content=\"\">");
        File.WriteAllText(Path.Combine(site, "js", "a.js"), "plain");
        File.WriteAllText(Path.Combine(site, "js", "a.js.br"), "packed");
        File.WriteAllText(Path.Combine(site, "dotnet.native.wasm"), "wasm");
        File.WriteAllText(_folder.PathOf("secret.txt"), "secret");
        string kernel = _folder.PathOf("btf");
        Directory.CreateDirectory(kernel);
        File.WriteAllText(Path.Combine(kernel, "vmlinux"), "kernel");
        File.WriteAllText(Path.Combine(kernel, "veth"), "module");
        _host = ExplorerHost.Create(SiteFolder.TryOpen(site)!, new KernelSources(kernel), IPAddress.Loopback, 0);
        await _host.StartAsync();
        _url = new Uri(_host.Urls.First());
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _host.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task The_page_names_the_sources_and_the_sources_are_the_kernel_and_its_modules()
    {
        string sources = await _client.GetStringAsync(new Uri(_url, "btf/sources.json"));

        Assert.Multiple(async () =>
        {
            Assert.That(await _client.GetStringAsync(_url), Does.Contain("content=\"btf/sources.json\""));
            Assert.That(sources, Does.Contain("\"name\":\"vmlinux\",\"url\":\"btf/vmlinux\",\"size\":6").And.Contain("\"name\":\"veth\""));
            Assert.That(await _client.GetStringAsync(new Uri(_url, "btf/veth")), Is.EqualTo("module"));
        });
    }

    [TestCase("/../secret.txt")]
    [TestCase("/%2e%2e/secret.txt")]
    [TestCase("/..%2fsecret.txt")]
    [TestCase("/btf/../secret.txt")]
    [TestCase("/btf/..%2fsecret.txt")]
    [TestCase("/btf/%2e%2e%2fsecret.txt")]
    [TestCase("/btf/..\\secret.txt")]
    [TestCase("/btf//etc/passwd")]
    [TestCase("/btf/")]
    [TestCase("/btf")]
    [TestCase("/js")]
    [TestCase("/js/")]
    [TestCase("/js/a.js.br")]
    [TestCase("//etc/passwd")]
    [TestCase("/js/a.js%00.txt")]
    public void No_other_file_can_be_reached(string path)
    {
        string answer = Ask($"GET {path} HTTP/1.1\r\nHost: {_url.Authority}\r\nConnection: close\r\n\r\n");
        Assert.That(answer, Does.StartWith("HTTP/1.1 40"));
        Assert.That(answer, Does.Not.Contain("secret").And.Not.Contain("root:"));
    }

    [TestCase("evil.example", "400")]
    [TestCase("127.0.0.1.evil.example", "400")]
    [TestCase("localhost", "200")]
    [TestCase("127.0.0.1", "200")]
    public void Only_names_of_this_machine_are_answered(string host, string status) =>
        Assert.That(Ask($"GET / HTTP/1.1\r\nHost: {host}:{_url.Port}\r\nConnection: close\r\n\r\n"), Does.StartWith($"HTTP/1.1 {status}"));

    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    public void Nothing_can_be_written(string method) =>
        Assert.That(Ask($"{method} /btf/vmlinux HTTP/1.1\r\nHost: {_url.Authority}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Does.StartWith("HTTP/1.1 405"));

    [Test]
    public async Task Files_have_their_types_and_are_sent_compressed()
    {
        using HttpResponseMessage wasm = await _client.GetAsync(new Uri(_url, "dotnet.native.wasm"));
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_url, "js/a.js"));
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using HttpResponseMessage packed = await _client.SendAsync(request);
        using HttpRequestMessage again = new(HttpMethod.Get, new Uri(_url, "js/a.js"));
        again.Headers.IfNoneMatch.Add(packed.Headers.ETag!);
        using HttpResponseMessage same = await _client.SendAsync(again);

        Assert.Multiple(async () =>
        {
            Assert.That(wasm.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/wasm"));
            Assert.That(packed.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/javascript"));
            Assert.That(packed.Content.Headers.ContentEncoding.Single(), Is.EqualTo("br"));
            Assert.That(await packed.Content.ReadAsStringAsync(), Is.EqualTo("packed"));
            Assert.That(await _client.GetStringAsync(new Uri(_url, "js/a.js")), Is.EqualTo("plain"));
            Assert.That(same.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        });
    }

    [Test]
    public void Without_a_kernel_the_list_says_why()
    {
        KernelSources missing = new(_folder.PathOf("nowhere"));

        Assert.That(missing.List(out string note), Is.Empty);
        Assert.That(note, Does.Contain("is missing"));
    }

    [Test]
    [Platform("Linux")]
    public void Without_permission_the_list_says_so_and_what_to_do()
    {
        string folder = _folder.PathOf("locked");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "vmlinux");
        File.WriteAllText(file, "kernel");
        File.SetUnixFileMode(file, UnixFileMode.None);
        KernelSources locked = new(folder);
        string note = "";
        IReadOnlyList<(string, long)> sources = FileUser.AsNobody(() => locked.List(out note));

        Assert.That(sources, Is.Empty);
        Assert.That(note, Does.StartWith("The running kernel's BTF cannot be read: Access to the path").And.EndsWith("Open files instead."));
    }

    [Test]
    public async Task The_command_line_refuses_what_it_cannot_do()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(await HostCommand.RunAsync(["--address", "nowhere"]), Is.Not.Zero);
            Assert.That(await HostCommand.RunAsync(["--port", "70000"]), Is.Not.Zero);
            Assert.That(await HostCommand.RunAsync(["--site", _folder.PathOf("btf")]), Is.EqualTo(3));
        });
        await Task.CompletedTask;
    }

    /// <summary>Sends a request as it is: clients would tidy the path.</summary>
    private string Ask(string request)
    {
        using System.Net.Sockets.TcpClient client = new(_url.Host, _url.Port);
        using System.Net.Sockets.NetworkStream stream = client.GetStream();
        stream.Write(Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}

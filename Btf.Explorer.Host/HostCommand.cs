using System.CommandLine;
using System.Globalization;
using System.Net;

namespace Btf.Explorer.Host;

/// <summary>The command line: where to listen, and what to serve.</summary>
internal static class HostCommand
{
    private const int DefaultPort = 8400;
    private const int Unreadable = 3;

    public static Task<int> RunAsync(string[] arguments)
    {
        Option<int> port = new("--port") { Description = "The port; 0 for any that is free", HelpName = "N", DefaultValueFactory = _ => DefaultPort };
        Option<string> address = new("--address") { Description = "The address to listen on; others than loopback let other machines read the kernel's types", HelpName = "IP", DefaultValueFactory = _ => "127.0.0.1" };
        Option<string> site = new("--site") { Description = "The folder of the published site [default: the one that a Release build made]", HelpName = "DIR", DefaultValueFactory = _ => SiteFolder.Default };
        Option<bool> noKernel = new("--no-kernel") { Description = "Serve the site alone" };
        RootCommand root = new("Serves the BTF explorer with the types of the running kernel and its modules.") { port, address, site, noKernel };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > ushort.MaxValue)
            {
                result.AddError($"--port is {value}; it can be 0 to {ushort.MaxValue}.");
            }
        });
        address.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !IPAddress.TryParse(text, out _))
            {
                result.AddError($"--address is '{text}'; it must be an IP address, such as 127.0.0.1 or ::1.");
            }
        });
        root.SetAction((given, token) => ServeAsync(
            given.GetRequiredValue(site), IPAddress.Parse(given.GetRequiredValue(address)), given.GetValue(port), given.GetValue(noKernel), token));
        return root.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> ServeAsync(string site, IPAddress address, int port, bool noKernel, CancellationToken token)
    {
        SiteFolder? folder = SiteFolder.TryOpen(site);
        if (folder is null)
        {
            await Console.Error.WriteLineAsync($"There is no site in {site}. Build it: dotnet build -c Release Btf.Explorer.Host");
            return Unreadable;
        }

        try
        {
            await using WebApplication application = ExplorerHost.Create(folder, noKernel ? KernelSources.None : KernelSources.Running, address, port);
            await application.StartAsync(token);
            Console.WriteLine($"The explorer is at {application.Urls.First()}/ (Ctrl-C ends it)");
            await application.WaitForShutdownAsync(token);
            return 0;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Unreadable;
        }
    }
}

using Btf.Explorer.Host;

return await HostCommand.RunAsync(args);

using Btf.Explorer;
using Btf.Explorer.Addresses;
using Btf.Explorer.Browser;
using Btf.Explorer.Jobs;
using Btf.Explorer.Searching;
using Btf.Explorer.Sources;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.Extensions.DependencyInjection;

await Task.WhenAll(Page.LoadAsync(), BrowserFiles.LoadAsync(), PictureHost.LoadAsync(), WorkerHost.LoadAsync());

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.Services.AddSingleton<Navigator>();
builder.Services.AddSingleton<TypeLinks>();
builder.Services.AddSingleton<Workspace>();
builder.Services.AddSingleton<Background>();
builder.Services.AddSingleton<Comparer>();
builder.Services.AddSingleton<FileOpener>();
builder.Services.AddSingleton<SearchIndexes>();
builder.Services.AddSingleton<SearchState>();
builder.Services.AddSingleton<Session>();

WebAssemblyHost host = builder.Build();
host.Services.GetRequiredService<Session>().Start();
await host.RunAsync();

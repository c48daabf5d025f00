using Btf.Explorer;
using Btf.Explorer.Addresses;
using Btf.Explorer.Browser;
using Btf.Explorer.Jobs;
using Btf.Explorer.Searching;
using Btf.Explorer.Opening;
using Btf.Explorer.Sources;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.Extensions.DependencyInjection;

await Task.WhenAll(Page.LoadAsync(), BrowserFiles.LoadAsync(), PictureHost.LoadAsync(), WorkerHost.LoadAsync());

// Made here, because the container would first look into each class, and the page waits for it.
Navigator navigator = new();
Workspace workspace = new();
TypeLinks links = new(navigator, workspace);
Background background = new(workspace);
SearchIndexes indexes = new();
Session session = new(workspace, navigator, new FileOpener(workspace, background, indexes));
session.Start();

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.Services.AddSingleton(navigator);
builder.Services.AddSingleton(workspace);
builder.Services.AddSingleton(links);
builder.Services.AddSingleton(background);
builder.Services.AddSingleton(session);
builder.Services.AddSingleton(indexes);
builder.Services.AddSingleton(new SearchState(workspace, indexes, links));
builder.Services.AddSingleton(new Comparer(background, workspace));
await builder.Build().RunAsync();

namespace Btf.Explorer.Sources;

/// <summary>A source that the host of the site offers: the running kernel, or a module of it.</summary>
/// <param name="Name">Its name: <c>vmlinux</c> or the module's.</param>
/// <param name="Url">Where the site reads it.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record HostSource(string Name, string Url, long Size);

/// <summary>What the host offers.</summary>
/// <param name="Title">What the sources are, such as the kernel's release.</param>
/// <param name="Note">Why there is no kernel; empty if there is one.</param>
/// <param name="Sources">The kernel first, then its modules.</param>
internal sealed record HostSources(string Title, string Note, IReadOnlyList<HostSource> Sources);

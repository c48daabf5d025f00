namespace Btf.Explorer.Sources;

/// <summary>A file that the user has dropped or picked, before it is read.</summary>
/// <param name="Id">The number under which the page keeps it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record GivenFile(int Id, string Name, long Size);

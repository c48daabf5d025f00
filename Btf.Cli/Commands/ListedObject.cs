using Btf.Core;

namespace Btf.Cli;

/// <summary>A line of <c>btf list</c>.</summary>
/// <param name="Id">The kernel's id for the object; null without the permission to ask for it.</param>
/// <param name="Name">Its name; empty for BTF that a program loaded.</param>
/// <param name="Owner">kernel, module or program.</param>
/// <param name="Size">The length of its data in bytes.</param>
/// <param name="Users">The programs and maps that were loaded with it.</param>
internal readonly record struct ListedObject(uint? Id, string Name, string Owner, long Size, IReadOnlyList<(string Kind, uint Id)> Users)
{
    /// <summary>Returns the objects that the kernel lists or, without the capability for that, the files in its directory of BTF.</summary>
    public static IReadOnlyList<ListedObject> All()
    {
        if (KernelBtf.TryListLoaded(out IReadOnlyList<LoadedBtf>? loaded, out BtfError error))
        {
            IReadOnlyDictionary<uint, List<(string Kind, uint Id)>> users = LoadedIds.ByObject();
            return [.. loaded.Select(item => new ListedObject(
                item.Id, item.Name, item.IsModule ? "module" : item.IsKernel ? "kernel" : "program", item.Size, users.TryGetValue(item.Id, out List<(string Kind, uint Id)>? known) ? known : []))];
        }

        if (!Directory.Exists(Source.KernelFolder) || !Directory.EnumerateFiles(Source.KernelFolder).Any())
        {
            throw new ToolException(ExitCode.Unreadable, $"The kernel shows no BTF in {Source.KernelFolder}, and does not let this process list what is loaded: {error.Message}");
        }

        Warning.Write($"Only the kernel's own and its modules are listed: {error.Message}");
        return [.. new DirectoryInfo(Source.KernelFolder).EnumerateFiles()
            .Select(file => new ListedObject(null, file.Name, file.Name == BtfCollection.BaseName ? "kernel" : "module", file.Length, []))
            .OrderBy(item => item.Owner, StringComparer.Ordinal).ThenBy(item => item.Name, StringComparer.Ordinal)];
    }
}

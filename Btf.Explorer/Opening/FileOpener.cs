using System.Globalization;
using Btf.Text;
using Btf.Core;
using Btf.Core.Programs;
using Btf.Explorer.Jobs;
using Btf.Explorer.Searching;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Opening;

/// <summary>Opens files: kernels first, then modules over them, then BPF objects.</summary>
internal sealed class FileOpener(Workspace workspace, Background background, SearchIndexes indexes)
{
    /// <summary>The size of the largest file that is read.</summary>
    public const long MaxFileSize = 512L << 20;

    /// <summary>Opens files whose bytes are there.</summary>
    /// <returns>The opened sources, and the errors.</returns>
    public async Task<(IReadOnlyList<OpenSource> Opened, IReadOnlyList<string> Errors)> OpenAsync(IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        List<ReadFile> read = [];
        List<string> errors = [];
        foreach ((string name, byte[] bytes) in files)
        {
            (ReadFile? file, string error) = await UnpackAsync(name, bytes);
            if (file is null)
            {
                errors.Add($"{SafeText.Of(name)}: {error}");
            }
            else
            {
                read.Add(file);
            }
        }

        List<OpenSource> opened = [];
        foreach (ReadFile file in read.OrderBy(file => file.Role))
        {
            try
            {
                (OpenSource? source, string error) = await OpenAsync(file);
                if (source is not null)
                {
                    opened.Add(source);
                }

                if (error.Length > 0)
                {
                    errors.Add($"{SafeText.Of(file.Name)}: {error}");
                }
            }
            catch (Exception e) when (e is BtfFormatException or IOException or OutOfMemoryException)
            {
                errors.Add($"{SafeText.Of(file.Name)}: {SafeText.Of(e.Message)}");
            }
        }

        return (opened, errors);
    }

    /// <summary>Returns why a file of this size is not read; empty if it is read.</summary>
    public static string WhyTooLarge(long size) => size <= MaxFileSize ? ""
        : string.Create(CultureInfo.InvariantCulture, $"The file has {size >> 20} MB; the browser reads at most {MaxFileSize >> 20} MB. Extract the BTF first: btf extract FILE -o FILE.btf");

    private async Task<(ReadFile? File, string Error)> UnpackAsync(string name, byte[] bytes)
    {
        if (FileForm.IsBpfObject(bytes))
        {
            return (new ReadFile(name, bytes, null, SourceRole.Program), "");
        }

        if (FileForm.IsBtf(bytes))
        {
            return (new ReadFile(name, bytes, null, FileForm.IsSplit(bytes) ? SourceRole.Module : SourceRole.Kernel), "");
        }

        (byte[]? btf, byte[]? below, string error) = await background.UnpackAsync(bytes);
        return btf is null ? (null, SafeText.Of(error)) : (new ReadFile(name, btf, below, below is not null || FileForm.IsSplit(btf) ? SourceRole.Module : SourceRole.Kernel), "");
    }

    private async Task<(OpenSource? Source, string Error)> OpenAsync(ReadFile file) => file.Role switch
    {
        SourceRole.Program => (workspace.AddProgram(file.Name, BpfObjectFile.FromMemory(file.Btf), file.Btf), ""),
        SourceRole.Module => (OpenModule(file, out string error), error),
        _ => (await OpenKernelAsync(file), ""),
    };

    private async Task<OpenSource> OpenKernelAsync(ReadFile file)
    {
        var btf = BtfObject.FromMemory(file.Btf);

        // Before anybody sees the kernel, so that the page is drawn once, with its list.
        await indexes.GetAsync(btf);
        return workspace.AddKernel(file.Name, btf, file.Btf);
    }

    private OpenSource? OpenModule(ReadFile file, out string error)
    {
        error = "";
        OpenSource? kernel = workspace.IsSample ? null : workspace.Kernel;
        if (file.Base is not null && kernel is null)
        {
            // Without its kernel, a module stands on the base that it ships.
            OpenSource own = workspace.AddKernel($"{file.Name}: distilled base", BtfObject.FromMemory(file.Base), file.Base);
            return workspace.AddModule(file.Name, BtfObject.FromMemory(file.Btf, own.Object), file.Btf, own);
        }

        if (kernel is null)
        {
            error = "This BTF continues that of a kernel, as a module's does. Open the kernel first, or drop both together.";
            return null;
        }

        if (file.Base is null)
        {
            var split = BtfObject.FromMemory(file.Btf, kernel.Object);
            error = split.LooksLikeWrongBase() ? $"It seems to be made for another kernel than {SafeText.Of(kernel.Name)}: types may be wrong." : "";
            return workspace.AddModule(file.Name, split, file.Btf, kernel);
        }

        using var below = BtfObject.FromMemory(file.Base);
        using var module = BtfObject.FromMemory(file.Btf, below);
        BtfObject moved = module.RelocateTo(kernel.Object);
        return workspace.AddModule(file.Name, moved, moved.RawData.ToArray(), kernel);
    }
}

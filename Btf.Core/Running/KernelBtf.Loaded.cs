using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public static partial class KernelBtf
{
    /// <summary>Lists the BTF objects in the running kernel: its own, its modules', and those of BPF programs and maps.</summary>
    /// <returns>The objects, in the order of their ids.</returns>
    /// <remarks>
    /// It uses <c>BPF_BTF_GET_NEXT_ID</c>; objects have names since Linux 5.11. An object that is unloaded during the call may or may not be in the list.
    /// </remarks>
    /// <exception cref="UnauthorizedAccessException">The process lacks the capability <c>CAP_SYS_ADMIN</c>.</exception>
    /// <exception cref="IOException">The kernel cannot list them.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static IReadOnlyList<LoadedBtf> ListLoaded()
    {
        if (!TryListLoaded(out IReadOnlyList<LoadedBtf>? objects, out BtfError error))
        {
            KernelFiles.Running.Throw(error);
        }

        return objects;
    }

    /// <summary>Lists the BTF objects in the running kernel, and reports an error instead of throwing. See <see cref="ListLoaded"/>.</summary>
    /// <param name="objects">The objects, in the order of their ids.</param>
    /// <param name="error">What is wrong; <see cref="BtfErrorCode.NotPermitted"/> if a capability is missing, which the message names.</param>
    /// <returns>Whether the kernel lists them.</returns>
    public static bool TryListLoaded([NotNullWhen(true)] out IReadOnlyList<LoadedBtf>? objects, out BtfError error)
    {
        objects = null;
        return OperatingSystem.IsLinux() ? KernelObjects.TryList(out objects, out error) : IsElsewhere(out error);
    }

    /// <summary>Opens a BTF object of the running kernel by its id.</summary>
    /// <param name="id">The id, for example from <see cref="ListLoaded"/>.</param>
    /// <param name="kernel">The kernel's object, which a module's object needs as its base; others ignore it. It must stay open as long as the result.</param>
    /// <param name="options">The options; null for the defaults. The data is always copied.</param>
    /// <returns>The object, which the caller disposes. It is a copy and stays valid when the kernel drops its own.</returns>
    /// <exception cref="UnauthorizedAccessException">The process lacks the capability <c>CAP_SYS_ADMIN</c>.</exception>
    /// <exception cref="IOException">No object has that id, or it cannot be read.</exception>
    /// <exception cref="BtfFormatException">The object belongs to a module, and no kernel or the wrong kernel was given.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="ObjectDisposedException">The kernel's object is disposed.</exception>
    public static BtfObject OpenLoaded(uint id, BtfObject? kernel = null, BtfOpenOptions? options = null)
    {
        if (!TryOpenLoaded(id, kernel, out BtfObject? result, out BtfError error, options))
        {
            KernelFiles.Running.Throw(error);
        }

        return result;
    }

    /// <summary>Opens a BTF object of the running kernel by its id, and reports an error instead of throwing. See <see cref="OpenLoaded"/>.</summary>
    /// <param name="id">The id.</param>
    /// <param name="kernel">The kernel's object; it may be null if the object does not belong to a module.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">What is wrong; <see cref="BtfErrorCode.NotPermitted"/> if a capability is missing, which the message names.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    /// <exception cref="ObjectDisposedException">The kernel's object is disposed.</exception>
    public static bool TryOpenLoaded(
        uint id, BtfObject? kernel, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null)
    {
        result = null;
        return OperatingSystem.IsLinux() ? KernelObjects.TryOpen(id, kernel, options, out result, out error) : IsElsewhere(out error);
    }

    /// <summary>Returns the id of a loaded BPF program's BTF object. See <see cref="OpenLoaded"/>.</summary>
    /// <param name="programId">The program's id, as <c>bpftool prog</c> shows it.</param>
    /// <exception cref="UnauthorizedAccessException">The process lacks the capability <c>CAP_SYS_ADMIN</c>.</exception>
    /// <exception cref="IOException">The program does not exist, or was loaded without BTF.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static uint GetProgramBtfId(uint programId)
    {
        if (!TryGetProgramBtfId(programId, out uint id, out BtfError error))
        {
            KernelFiles.Running.Throw(error);
        }

        return id;
    }

    /// <summary>Gets the id of a loaded BPF program's BTF object, and reports an error instead of throwing. See <see cref="GetProgramBtfId"/>.</summary>
    /// <param name="programId">The program's id.</param>
    /// <param name="id">The BTF object's id.</param>
    /// <param name="error">The error.</param>
    /// <returns>Whether the program exists and has BTF.</returns>
    public static bool TryGetProgramBtfId(uint programId, out uint id, out BtfError error)
    {
        id = 0;
        return OperatingSystem.IsLinux() ? KernelObjects.TryGetProgramBtf(programId, out id, out error) : IsElsewhere(out error);
    }

    /// <summary>Returns the id of the BTF object that describes the keys and values of a loaded BPF map. See <see cref="OpenLoaded"/>.</summary>
    /// <param name="mapId">The map's id, as <c>bpftool map</c> shows it.</param>
    /// <exception cref="UnauthorizedAccessException">The process lacks the capability <c>CAP_SYS_ADMIN</c>.</exception>
    /// <exception cref="IOException">The map does not exist, or was created without BTF.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static uint GetMapBtfId(uint mapId)
    {
        if (!TryGetMapBtfId(mapId, out uint id, out BtfError error))
        {
            KernelFiles.Running.Throw(error);
        }

        return id;
    }

    /// <summary>Gets the id of a loaded BPF map's BTF object, and reports an error instead of throwing. See <see cref="GetMapBtfId"/>.</summary>
    /// <param name="mapId">The map's id.</param>
    /// <param name="id">The BTF object's id.</param>
    /// <param name="error">The error.</param>
    /// <returns>Whether the map exists and has BTF.</returns>
    public static bool TryGetMapBtfId(uint mapId, out uint id, out BtfError error)
    {
        id = 0;
        return OperatingSystem.IsLinux() ? KernelObjects.TryGetMapBtf(mapId, out id, out error) : IsElsewhere(out error);
    }

    private static bool IsElsewhere(out BtfError error)
    {
        error = KernelFiles.Elsewhere;
        return false;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public static partial class KernelBtf
{
    /// <summary>Lists the BTF objects that are loaded in the running kernel: its own, its modules' and those of BPF programs and maps.</summary>
    /// <returns>The objects, ids ascending.</returns>
    /// <remarks>By <c>BPF_BTF_GET_NEXT_ID</c>, with names since Linux 5.11. An object that goes away meanwhile may or may not be in the list.</remarks>
    /// <exception cref="UnauthorizedAccessException">The process has not the capability <c>CAP_SYS_ADMIN</c>.</exception>
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

    /// <summary>Lists the BTF objects in the running kernel, and reports what is wrong instead of throwing. See <see cref="ListLoaded"/>.</summary>
    /// <param name="objects">The objects, ids ascending.</param>
    /// <param name="error">What is wrong; <see cref="BtfErrorCode.NotPermitted"/> where a capability is missing, which the message names.</param>
    /// <returns>Whether the kernel lists them.</returns>
    public static bool TryListLoaded([NotNullWhen(true)] out IReadOnlyList<LoadedBtf>? objects, out BtfError error)
    {
        objects = null;
        return OperatingSystem.IsLinux() ? KernelObjects.TryList(out objects, out error) : IsElsewhere(out error);
    }

    /// <summary>Opens a BTF object of the running kernel by its id.</summary>
    /// <param name="id">The id, such as <see cref="ListLoaded"/> gives.</param>
    /// <param name="kernel">The kernel's object, which a module's needs as its base and any other one leaves unused. It must stay open as long as the module's.</param>
    /// <param name="options">How types are found by name; null for the defaults. The data is copied in any case.</param>
    /// <returns>The object, which the caller disposes. It is a copy: that the kernel drops its own does not matter.</returns>
    /// <exception cref="UnauthorizedAccessException">The process has not the capability <c>CAP_SYS_ADMIN</c>.</exception>
    /// <exception cref="IOException">There is no object of that id, or it cannot be read.</exception>
    /// <exception cref="BtfFormatException">The object is a module's and no kernel was given, or not the right one.</exception>
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

    /// <summary>Opens a BTF object of the running kernel by its id, and reports what is wrong instead of throwing. See <see cref="OpenLoaded"/>.</summary>
    /// <param name="id">The id.</param>
    /// <param name="kernel">The kernel's object; null where the id is no module's.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">What is wrong; <see cref="BtfErrorCode.NotPermitted"/> where a capability is missing, which the message names.</param>
    /// <param name="options">How types are found by name; null for the defaults.</param>
    /// <returns>Whether the object was opened.</returns>
    /// <exception cref="ObjectDisposedException">The kernel's object is disposed.</exception>
    public static bool TryOpenLoaded(
        uint id, BtfObject? kernel, [NotNullWhen(true)] out BtfObject? result, out BtfError error, BtfOpenOptions? options = null)
    {
        result = null;
        return OperatingSystem.IsLinux() ? KernelObjects.TryOpen(id, kernel, options, out result, out error) : IsElsewhere(out error);
    }

    /// <summary>The id of the BTF object that a loaded BPF program was loaded with. See <see cref="OpenLoaded"/>.</summary>
    /// <param name="programId">The program's id, as <c>bpftool prog</c> shows it.</param>
    /// <exception cref="UnauthorizedAccessException">The process has not the capability <c>CAP_SYS_ADMIN</c>.</exception>
    /// <exception cref="IOException">There is no such program, or it was loaded without BTF.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static uint GetProgramBtfId(uint programId)
    {
        if (!TryGetProgramBtfId(programId, out uint id, out BtfError error))
        {
            KernelFiles.Running.Throw(error);
        }

        return id;
    }

    /// <summary>The id of the BTF object of a loaded BPF program, without throwing. See <see cref="GetProgramBtfId"/>.</summary>
    /// <param name="programId">The program's id.</param>
    /// <param name="id">The BTF object's id.</param>
    /// <param name="error">What is wrong.</param>
    /// <returns>Whether there is such a program with BTF.</returns>
    public static bool TryGetProgramBtfId(uint programId, out uint id, out BtfError error)
    {
        id = 0;
        return OperatingSystem.IsLinux() ? KernelObjects.TryGetProgramBtf(programId, out id, out error) : IsElsewhere(out error);
    }

    /// <summary>The id of the BTF object that describes the keys and values of a loaded BPF map. See <see cref="OpenLoaded"/>.</summary>
    /// <param name="mapId">The map's id, as <c>bpftool map</c> shows it.</param>
    /// <exception cref="UnauthorizedAccessException">The process has not the capability <c>CAP_SYS_ADMIN</c>.</exception>
    /// <exception cref="IOException">There is no such map, or it was created without BTF.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static uint GetMapBtfId(uint mapId)
    {
        if (!TryGetMapBtfId(mapId, out uint id, out BtfError error))
        {
            KernelFiles.Running.Throw(error);
        }

        return id;
    }

    /// <summary>The id of the BTF object of a loaded BPF map, without throwing. See <see cref="GetMapBtfId"/>.</summary>
    /// <param name="mapId">The map's id.</param>
    /// <param name="id">The BTF object's id.</param>
    /// <param name="error">What is wrong.</param>
    /// <returns>Whether there is such a map with BTF.</returns>
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

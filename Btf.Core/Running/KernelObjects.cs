using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Lists and opens the BTF objects in the running kernel. See <see cref="KernelBtf"/>.</summary>
[SupportedOSPlatform("linux")]
internal static class KernelObjects
{
    private const string Capability = "CAP_SYS_ADMIN";

    // The offsets of btf_id in struct bpf_prog_info and struct bpf_map_info.
    private const int ProgramBtfId = 128;
    private const int MapBtfId = 64;
    private const int InfoLength = 136;

    /// <summary>Lists the BTF objects in the order of their ids. Objects that are unloaded during the call are skipped.</summary>
    public static bool TryList([NotNullWhen(true)] out IReadOnlyList<LoadedBtf>? objects, out BtfError error)
    {
        List<LoadedBtf> list = [];
        uint id = 0;
        int errno;
        error = default;
        while (error.IsNone && (errno = BpfSyscall.GetNextId(BpfCommand.BtfGetNextId, id, out id)) != BpfSyscall.NoEntry)
        {
            error = errno != 0 ? BpfError.Of(errno, "BPF_BTF_GET_NEXT_ID", Capability) : Add(list, id);
        }

        objects = error.IsNone ? list : null;
        return error.IsNone;
    }

    /// <summary>Opens a BTF object by its id.</summary>
    public static bool TryOpen(uint id, BtfObject? kernel, BtfOpenOptions? options, [NotNullWhen(true)] out BtfObject? result, out BtfError error)
    {
        result = null;
        int errno = Open(id, out BtfHandle? handle);
        using BtfHandle? _ = handle;
        if (handle is null)
        {
            error = Missing(errno, id, "BTF object", "BPF_BTF_GET_FD_BY_ID");
            return false;
        }

        errno = handle.Describe(out LoadedBtf info);
        if (errno != 0)
        {
            error = BpfError.Of(errno, "BPF_OBJ_GET_INFO_BY_FD", Capability);
            return false;
        }

        if (info.IsModule && kernel is null)
        {
            error = new BtfError(BtfErrorCode.BaseMismatch, text: $"The BTF object with id {id} belongs to the module {info.Name}: it can be opened only with the kernel's object");
            return false;
        }

        return BtfObject.TryOpen(handle, info, info.IsModule ? kernel : null, options, out result, out error);
    }

    /// <summary>Finds the id of a program's BTF object.</summary>
    public static bool TryGetProgramBtf(uint programId, out uint id, out BtfError error) =>
        TryGetBtfId(BpfCommand.ProgramGetDescriptorById, programId, "program", "BPF_PROG_GET_FD_BY_ID", ProgramBtfId, out id, out error);

    /// <summary>Reads the function and line records that the kernel keeps of a program.</summary>
    public static bool TryReadProgram(uint programId, out ProgramRecords records, out BtfError error)
    {
        records = default;
        int errno = BpfSyscall.Open(BpfCommand.ProgramGetDescriptorById, programId, out int descriptor);
        if (errno != 0)
        {
            error = Missing(errno, programId, "program", "BPF_PROG_GET_FD_BY_ID");
            return false;
        }

        // The first call tells how many records there are.
        BpfSyscall.ProgramInfo all = default;
        errno = BpfSyscall.GetProgramInfo(descriptor, default, default, ref all);
        byte[] functions = new byte[checked(all.FunctionCount * all.FunctionLength)];
        byte[] lines = new byte[checked(all.LineCount * all.LineLength)];
        if (errno == 0)
        {
            var wanted = new BpfSyscall.ProgramInfo
            {
                FunctionCount = all.FunctionCount,
                FunctionLength = all.FunctionLength,
                LineCount = all.LineCount,
                LineLength = all.LineLength,
            };
            errno = BpfSyscall.GetProgramInfo(descriptor, functions, lines, ref wanted);
        }

        _ = BpfSyscall.Close(descriptor);
        records = new ProgramRecords(functions, all.FunctionLength, lines, all.LineLength);
        error =
            errno != 0 ? BpfError.Of(errno, "BPF_OBJ_GET_INFO_BY_FD", Capability) :
            functions.Length + lines.Length == 0 ? SourceError.Unreadable($"The program with id {programId} was loaded without function and line records") : default;
        return error.IsNone;
    }

    /// <summary>Finds the id of a map's BTF object.</summary>
    public static bool TryGetMapBtf(uint mapId, out uint id, out BtfError error) =>
        TryGetBtfId(BpfCommand.MapGetDescriptorById, mapId, "map", "BPF_MAP_GET_FD_BY_ID", MapBtfId, out id, out error);

    private static bool TryGetBtfId(BpfCommand command, uint ownerId, string owner, string commandName, int place, out uint id, out BtfError error)
    {
        id = 0;
        int errno = BpfSyscall.Open(command, ownerId, out int descriptor);
        if (errno != 0)
        {
            error = Missing(errno, ownerId, owner, commandName);
            return false;
        }

        Span<byte> info = stackalloc byte[InfoLength];
        info.Clear();
        errno = BpfSyscall.GetInfo(descriptor, info);
        _ = BpfSyscall.Close(descriptor);
        id = MemoryMarshal.Read<uint>(info[place..]);
        error =
            errno != 0 ? BpfError.Of(errno, "BPF_OBJ_GET_INFO_BY_FD", Capability) :
            id == 0 ? SourceError.Unreadable($"The {owner} with id {ownerId} was loaded without BTF") : default;
        return error.IsNone;
    }

    private static BtfError Add(List<LoadedBtf> list, uint id)
    {
        int errno = Open(id, out BtfHandle? handle);
        using BtfHandle? _ = handle;
        if (handle is null)
        {
            return errno is BpfSyscall.NoEntry or BpfSyscall.TryAgain ? default : BpfError.Of(errno, "BPF_BTF_GET_FD_BY_ID", Capability);
        }

        errno = handle.Describe(out LoadedBtf info);
        if (errno != 0)
        {
            return BpfError.Of(errno, "BPF_OBJ_GET_INFO_BY_FD", Capability);
        }

        list.Add(info);
        return default;
    }

    private static int Open(uint id, out BtfHandle? handle)
    {
        int errno = BpfSyscall.Open(BpfCommand.BtfGetDescriptorById, id, out int descriptor);
        handle = errno == 0 ? new BtfHandle(descriptor) : null;
        return errno;
    }

    private static BtfError Missing(int errno, uint id, string what, string command) =>
        errno == BpfSyscall.NoEntry ? SourceError.Unreadable($"The kernel has no {what} with id {id}") : BpfError.Of(errno, command, Capability);
}

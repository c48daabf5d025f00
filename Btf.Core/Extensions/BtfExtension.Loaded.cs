using System.Diagnostics.CodeAnalysis;

namespace Btf.Core.Extensions;

public sealed partial class BtfExtension
{
    /// <summary>Opens the types, functions and source lines of a BPF program that the running kernel has loaded.</summary>
    /// <param name="programId">The program's id, as <c>bpftool prog</c> shows it.</param>
    /// <returns>The object, which the caller disposes. It is a copy and stays valid when the program is unloaded.</returns>
    /// <remarks>
    /// It uses <c>BPF_OBJ_GET_INFO_BY_FD</c> (Linux 5.0). The kernel keeps neither the names of ELF sections nor CO-RE relocations, so both are missing. Instruction
    /// offsets count from the start of the program.
    /// </remarks>
    /// <exception cref="UnauthorizedAccessException">The process lacks the capability <c>CAP_SYS_ADMIN</c>.</exception>
    /// <exception cref="IOException">The program does not exist, or was loaded without BTF or without these records.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static BtfExtension OpenLoaded(uint programId)
    {
        if (!TryOpenLoaded(programId, out BtfExtension? result, out BtfError error))
        {
            KernelFiles.Running.Throw(error);
        }

        return result;
    }

    /// <summary>Opens a loaded BPF program, and reports an error instead of throwing. See <see cref="OpenLoaded"/>.</summary>
    /// <param name="programId">The program's id.</param>
    /// <param name="result">The object, which the caller disposes.</param>
    /// <param name="error">What is wrong; <see cref="BtfErrorCode.NotPermitted"/> if a capability is missing, which the message names.</param>
    /// <returns>Whether the program has function or line records.</returns>
    public static bool TryOpenLoaded(uint programId, [NotNullWhen(true)] out BtfExtension? result, out BtfError error)
    {
        result = null;
        if (!OperatingSystem.IsLinux())
        {
            error = KernelFiles.Elsewhere;
            return false;
        }

        if (!KernelObjects.TryGetProgramBtf(programId, out uint id, out error) ||
            !KernelObjects.TryReadProgram(programId, out ProgramRecords records, out error) ||
            !KernelObjects.TryOpen(id, kernel: null, options: null, out BtfObject? types, out error))
        {
            return false;
        }

        byte[] section = LoadedSection.Make(records);
        using var source = new MemorySource(section);
        error = TryCreate(source.Open(0, section.Length), types, ownsBtf: true, out result);
        if (result is null)
        {
            types.Dispose();
        }

        return result is not null;
    }
}

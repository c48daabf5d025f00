using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Describes the error numbers of <c>bpf(2)</c> for users.</summary>
[SupportedOSPlatform("linux")]
internal static class BpfError
{
    /// <summary>Returns the error of a failed call.</summary>
    /// <param name="errno">The error number.</param>
    /// <param name="command">The command's name in <c>enum bpf_cmd</c>.</param>
    /// <param name="capability">The capability that the command needs.</param>
    public static BtfError Of(int errno, string command, string capability) =>
        new(errno == BpfSyscall.NotPermitted ? BtfErrorCode.NotPermitted : BtfErrorCode.Unreadable, text: Describe(errno, command, capability));

    /// <summary>Returns the error of a failed call as a sentence.</summary>
    public static string Describe(int errno, string command, string capability) => errno switch
    {
        BpfSyscall.NotPermitted =>
            $"The kernel does not permit bpf({command}): the process needs the capability {capability}, and no seccomp filter, user namespace or lockdown may forbid the call",
        BpfSyscall.NotImplemented => $"The kernel has no bpf({command}): it is too old, or built without CONFIG_BPF_SYSCALL",
        _ => $"bpf({command}) failed: {Marshal.GetPInvokeErrorMessage(errno)} (error {errno})",
    };
}

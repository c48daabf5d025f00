using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>What the error numbers of <c>bpf(2)</c> mean to the user.</summary>
[SupportedOSPlatform("linux")]
internal static class BpfError
{
    /// <summary>The error of a call that failed.</summary>
    /// <param name="errno">The error number.</param>
    /// <param name="command">The command's name in <c>enum bpf_cmd</c>.</param>
    /// <param name="capability">The capability that it needs.</param>
    public static BtfError Of(int errno, string command, string capability) =>
        new(errno == BpfSyscall.NotPermitted ? BtfErrorCode.NotPermitted : BtfErrorCode.Unreadable, text: Describe(errno, command, capability));

    /// <summary>The same as a sentence.</summary>
    public static string Describe(int errno, string command, string capability) => errno switch
    {
        BpfSyscall.NotPermitted =>
            $"The kernel does not permit bpf({command}): the process needs the capability {capability}, and nothing (seccomp, a user namespace, lockdown) that takes it away",
        BpfSyscall.NotImplemented => $"The kernel has no bpf({command}): it is too old, or built without CONFIG_BPF_SYSCALL",
        _ => $"bpf({command}) failed: {Marshal.GetPInvokeErrorMessage(errno)} (error {errno})",
    };
}

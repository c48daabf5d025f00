namespace Btf.Testing;

/// <summary>What a kernel said of a blob: 0 or the positive error number, and its message without numbers where there is one.</summary>
public sealed record KernelVerdict(int Errno, string? Reason, string? Log)
{
    public bool Accepts => Errno == 0;
}

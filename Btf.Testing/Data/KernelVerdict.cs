namespace Btf.Testing;

/// <summary>A kernel's verdict on a blob: 0 or the positive error number, and its message, if any, without numbers.</summary>
public sealed record KernelVerdict(int Errno, string? Reason, string? Log)
{
    public bool Accepts => Errno == 0;
}

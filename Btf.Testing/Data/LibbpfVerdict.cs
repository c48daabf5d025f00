namespace Btf.Testing;

/// <summary>What libbpf said of a blob: "accept", "reject" or "crash", its message, and the type count with void and bases counted.</summary>
public sealed record LibbpfVerdict(string New, string? Message, int? Types)
{
    public bool Accepts => New == "accept";
}

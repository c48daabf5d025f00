namespace Btf.Testing;

/// <summary>Libbpf's verdict on a blob: "accept", "reject" or "crash", its message, and the type count including void and bases.</summary>
public sealed record LibbpfVerdict(string New, string? Message, int? Types)
{
    public bool Accepts => New == "accept";
}

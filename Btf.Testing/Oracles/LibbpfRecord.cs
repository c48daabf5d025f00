namespace Btf.Testing;

/// <summary>The three words every type record begins with, as libbpf holds them in the host's byte order.</summary>
public readonly record struct LibbpfRecord(uint NameOffset, uint Info, uint SizeOrType)
{
    public uint Kind => (Info >> 24) & 0x7F;

    public bool KindFlag => Info >> 31 != 0;

    public uint Vlen => Info & 0xFFFFFF;
}

namespace Btf.Core;

/// <summary>The commands of <c>bpf(2)</c> that this library uses: <c>enum bpf_cmd</c>.</summary>
internal enum BpfCommand
{
    /// <summary><c>BPF_MAP_LOOKUP_ELEM</c>.</summary>
    MapLookupElement = 1,

    /// <summary><c>BPF_MAP_GET_NEXT_KEY</c>.</summary>
    MapGetNextKey = 4,

    /// <summary><c>BPF_OBJ_GET</c>.</summary>
    ObjectGet = 7,

    /// <summary><c>BPF_PROG_GET_FD_BY_ID</c>.</summary>
    ProgramGetDescriptorById = 13,

    /// <summary><c>BPF_MAP_GET_FD_BY_ID</c>.</summary>
    MapGetDescriptorById = 14,

    /// <summary><c>BPF_OBJ_GET_INFO_BY_FD</c>.</summary>
    ObjectGetInfoByDescriptor = 15,

    /// <summary><c>BPF_BTF_LOAD</c>.</summary>
    BtfLoad = 18,

    /// <summary><c>BPF_BTF_GET_FD_BY_ID</c>.</summary>
    BtfGetDescriptorById = 19,

    /// <summary><c>BPF_BTF_GET_NEXT_ID</c>.</summary>
    BtfGetNextId = 23,
}

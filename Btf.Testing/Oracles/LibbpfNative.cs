using System.Runtime.InteropServices;

namespace Btf.Testing;

/// <summary>The functions of libbpf's <c>btf.h</c> that tests call, in the libbpf that <see cref="Oracles"/> found.</summary>
public static unsafe class LibbpfNative
{
    private static readonly Lazy<nint> _library = new(LoadSilently, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Parses raw BTF; returns null and sets errno if it is refused.</summary>
    public static void* New(void* data, uint size) =>
        ((delegate* unmanaged<void*, uint, void*>)Export("btf__new"))(data, size);

    /// <summary>Parses a file of raw split BTF. Libbpf also declares btf__new_split, but many releases do not export it.</summary>
    public static void* ParseRawSplit(byte* path, void* baseBtf) =>
        ((delegate* unmanaged<byte*, void*, void*>)Export("btf__parse_raw_split"))(path, baseBtf);

    public static void Free(void* btf) => ((delegate* unmanaged<void*, void>)Export("btf__free"))(btf);

    public static uint TypeCount(void* btf) => ((delegate* unmanaged<void*, uint>)Export("btf__type_cnt"))(btf);

    public static uint* TypeById(void* btf, uint id) =>
        ((delegate* unmanaged<void*, uint, uint*>)Export("btf__type_by_id"))(btf, id);

    public static byte* NameByOffset(void* btf, uint offset) =>
        ((delegate* unmanaged<void*, uint, byte*>)Export("btf__name_by_offset"))(btf, offset);

    public static nuint PointerSize(void* btf) => ((delegate* unmanaged<void*, nuint>)Export("btf__pointer_size"))(btf);

    public static long ResolveSize(void* btf, uint id) =>
        ((delegate* unmanaged<void*, uint, long>)Export("btf__resolve_size"))(btf, id);

    public static int AlignOf(void* btf, uint id) => ((delegate* unmanaged<void*, uint, int>)Export("btf__align_of"))(btf, id);

    public static int FindByNameKind(void* btf, byte* name, uint kind) =>
        ((delegate* unmanaged<void*, byte*, uint, int>)Export("btf__find_by_name_kind"))(btf, name, kind);

    public static void* NewDump(void* btf, delegate* unmanaged<void*, byte*, void*, void> print) =>
        ((delegate* unmanaged<void*, delegate* unmanaged<void*, byte*, void*, void>, void*, void*, void*>)Export("btf_dump__new"))(btf, print, null, null);

    public static void FreeDump(void* dump) => ((delegate* unmanaged<void*, void>)Export("btf_dump__free"))(dump);

    public static int DumpTypeData(void* dump, uint id, void* data, nuint length, void* options) =>
        ((delegate* unmanaged<void*, uint, void*, nuint, void*, int>)Export("btf_dump__dump_type_data"))(dump, id, data, length, options);

    private static nint Export(string name) => NativeLibrary.GetExport(_library.Value, name);

    private static nint LoadSilently()
    {
        nint library = Oracles.Libbpf();
        ((delegate* unmanaged<void*, void*>)NativeLibrary.GetExport(library, "libbpf_set_print"))(null);
        return library;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Btf.Core;

/// <summary>A BPF map of the running kernel: its description, its keys and its values.</summary>
/// <remarks>
/// It uses <c>bpf(2)</c>: <c>struct bpf_map_info</c>, <c>BPF_MAP_GET_NEXT_KEY</c> and <c>BPF_MAP_LOOKUP_ELEM</c>. Programs may change the map at any time.
/// </remarks>
[SupportedOSPlatform("linux")]
public sealed class BpfMap : IDisposable
{
    private const string Capability = "CAP_SYS_ADMIN";
    private const int InfoLength = 80;
    private const int NameOffset = 24;
    private const int NameLength = 16;
    private const int PerProcessorStep = 8;

    private readonly SafeHandle _handle;

    private BpfMap(SafeHandle handle, ReadOnlySpan<byte> info)
    {
        _handle = handle;
        uint type = Word(info, 0);

        // BPF_MAP_TYPE_PERCPU_HASH, _PERCPU_ARRAY, _LRU_PERCPU_HASH, _PERCPU_CGROUP_STORAGE.
        IsPerProcessor = type is 5 or 6 or 10 or 21;
        Id = Word(info, 4);
        KeySize = (int)Word(info, 8);
        ValueSize = (int)Word(info, 12);
        MaxEntries = Word(info, 16);
        ReadOnlySpan<byte> name = info.Slice(NameOffset, NameLength);
        int end = name.IndexOf((byte)0);
        Name = Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
        BtfId = Word(info, 64);
        KeyTypeId = Word(info, 68);
        ValueTypeId = Word(info, 72);
        ProcessorCount = IsPerProcessor ? PossibleProcessors.Count : 1;
    }

    /// <summary>The map's id.</summary>
    public uint Id { get; }

    /// <summary>The map's name, cut by the kernel to 15 bytes; empty if it has none.</summary>
    public string Name { get; }

    /// <summary>The size of a key in bytes; 0 if the map has no keys, like a queue.</summary>
    public int KeySize { get; }

    /// <summary>The size of a value in bytes.</summary>
    public int ValueSize { get; }

    /// <summary>The largest number of entries.</summary>
    public uint MaxEntries { get; }

    /// <summary>The id of the BTF object that describes keys and values, for <see cref="KernelBtf.OpenLoaded"/>; 0 for none.</summary>
    public uint BtfId { get; }

    /// <summary>The type of the keys in that object; 0 for none.</summary>
    public uint KeyTypeId { get; }

    /// <summary>The type of the values in that object; 0 for none.</summary>
    public uint ValueTypeId { get; }

    /// <summary>Whether each key has a value for each processor.</summary>
    public bool IsPerProcessor { get; }

    /// <summary>The number of values of a key: 1, or the number of possible processors.</summary>
    public int ProcessorCount { get; }

    /// <summary>The distance in bytes between the values of two processors in the result of <see cref="TryGetValue"/>.</summary>
    public int ValueStep => IsPerProcessor ? (ValueSize + PerProcessorStep - 1) / PerProcessorStep * PerProcessorStep : ValueSize;

    /// <summary>Opens a map by its id.</summary>
    /// <param name="id">The id, as <c>bpftool map</c> shows it.</param>
    /// <exception cref="UnauthorizedAccessException">The process lacks the capability <c>CAP_SYS_ADMIN</c>.</exception>
    /// <exception cref="IOException">There is no such map, or the kernel does not describe it.</exception>
    public static BpfMap Open(uint id)
    {
        if (!TryOpen(id, out BpfMap? map, out BtfError error))
        {
            SourceError.Throw(error);
        }

        return map;
    }

    /// <summary>Opens a map by its id, and reports an error instead of throwing. See <see cref="Open"/>.</summary>
    /// <param name="id">The id.</param>
    /// <param name="map">The map, which the caller disposes.</param>
    /// <param name="error">The error.</param>
    /// <returns>Whether the map was opened.</returns>
    public static bool TryOpen(uint id, [NotNullWhen(true)] out BpfMap? map, out BtfError error)
    {
        int errno = BpfSyscall.Open(BpfCommand.MapGetDescriptorById, id, out int descriptor);
        return TryDescribe(errno, descriptor, $"The kernel has no map with id {id}", "BPF_MAP_GET_FD_BY_ID", out map, out error);
    }

    /// <summary>Opens a map that is pinned to a path in a BPF file system.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="UnauthorizedAccessException">The process may not open it.</exception>
    /// <exception cref="IOException">No map is pinned there, or the kernel does not describe it.</exception>
    public static BpfMap OpenPinned(string path)
    {
        if (!TryOpenPinned(path, out BpfMap? map, out BtfError error))
        {
            SourceError.Throw(error);
        }

        return map;
    }

    /// <summary>Opens a pinned map, and reports an error instead of throwing. See <see cref="OpenPinned"/>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="map">The map, which the caller disposes.</param>
    /// <param name="error">The error.</param>
    /// <returns>Whether the map was opened.</returns>
    public static bool TryOpenPinned(string path, [NotNullWhen(true)] out BpfMap? map, out BtfError error)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        int errno = BpfSyscall.OpenPinned(path, out int descriptor);
        return TryDescribe(errno, descriptor, $"Nothing is pinned at {path}", "BPF_OBJ_GET", out map, out error);
    }

    /// <summary>Finds the key after another one.</summary>
    /// <param name="key">The key; empty for the first one.</param>
    /// <param name="next">Receives the next key: <see cref="KeySize"/> bytes. It may be the same memory as the key.</param>
    /// <returns>Whether there is a next key. If the given key was deleted, the next key is the first one again.</returns>
    /// <exception cref="ArgumentException">A key has another length than <see cref="KeySize"/>.</exception>
    /// <exception cref="IOException">The kernel does not list the map's keys.</exception>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    public bool TryGetNextKey(ReadOnlySpan<byte> key, Span<byte> next)
    {
        if ((!key.IsEmpty && key.Length != KeySize) || next.Length != KeySize)
        {
            throw new ArgumentException($"A key of this map has {KeySize} bytes.", nameof(key));
        }

        return Call(BpfCommand.MapGetNextKey, key, next);
    }

    /// <summary>Reads the value of a key, or its values for all processors.</summary>
    /// <param name="key">The key: <see cref="KeySize"/> bytes.</param>
    /// <param name="value">Receives the value: <see cref="ValueStep"/> times <see cref="ProcessorCount"/> bytes.</param>
    /// <returns>Whether the key exists.</returns>
    /// <exception cref="ArgumentException">The key or the value has another length.</exception>
    /// <exception cref="IOException">The kernel does not return the map's values.</exception>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    public bool TryGetValue(ReadOnlySpan<byte> key, Span<byte> value)
    {
        if (key.Length != KeySize || value.Length != ValueStep * ProcessorCount)
        {
            throw new ArgumentException($"A key of this map has {KeySize} bytes, and its values {ValueStep * ProcessorCount}.", nameof(key));
        }

        return Call(BpfCommand.MapLookupElement, key, value);
    }

    /// <summary>Closes the map.</summary>
    public void Dispose() => _handle.Dispose();

    private static bool TryDescribe(
        int errno, int descriptor, string missing, string command, [NotNullWhen(true)] out BpfMap? map, out BtfError error)
    {
        map = null;
        if (errno != 0)
        {
            error = errno == BpfSyscall.NoEntry ? SourceError.Unreadable(missing) : BpfError.Of(errno, command, Capability);
            return false;
        }

        BtfHandle handle = new(descriptor);
        Span<byte> info = stackalloc byte[InfoLength];
        info.Clear();
        errno = BpfSyscall.GetInfo(descriptor, info);
        bool isMap = errno == 0 && (int)Word(info, 12) >= 0 && (int)Word(info, 8) >= 0;
        error = errno != 0 ? BpfError.Of(errno, "BPF_OBJ_GET_INFO_BY_FD", Capability) : default;
        if (isMap)
        {
            map = new BpfMap(handle, info);
            return true;
        }

        handle.Dispose();
        return false;
    }

    private bool Call(BpfCommand command, ReadOnlySpan<byte> key, Span<byte> result)
    {
        bool held = false;
        int errno;
        try
        {
            _handle.DangerousAddRef(ref held);
            errno = BpfSyscall.AskMap(command, (int)_handle.DangerousGetHandle(), key, result);
        }
        finally
        {
            if (held)
            {
                _handle.DangerousRelease();
            }
        }

        if (errno is not (0 or BpfSyscall.NoEntry))
        {
            SourceError.Throw(BpfError.Of(errno, command == BpfCommand.MapGetNextKey ? "BPF_MAP_GET_NEXT_KEY" : "BPF_MAP_LOOKUP_ELEM", Capability));
        }

        return errno == 0;
    }

    private static uint Word(ReadOnlySpan<byte> info, int offset) => MemoryMarshal.Read<uint>(info[offset..]);
}

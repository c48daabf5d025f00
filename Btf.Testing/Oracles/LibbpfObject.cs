using System.Runtime.InteropServices;
using System.Text;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>A BTF object that libbpf parsed, for comparison. A split object keeps its base alive; dispose the split object first.</summary>
public sealed unsafe class LibbpfObject : IDisposable
{
    private readonly LibbpfObject? _base;
    private void* _btf;

    private LibbpfObject(void* btf, LibbpfObject? baseObject)
    {
        _btf = btf;
        _base = baseObject;
    }

    /// <summary>The number of types, including void and the types of the bases.</summary>
    public uint TypeCount => LibbpfNative.TypeCount(Handle);

    /// <summary>The size of a pointer in bytes, as libbpf infers it; 0 if it cannot.</summary>
    public uint PointerSize => (uint)LibbpfNative.PointerSize(Handle);

    internal void* Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(_btf is null, this);
            return _btf;
        }
    }

    /// <summary>Parses the bytes. Skips the test without libbpf, and fails it if libbpf refuses the bytes.</summary>
    public static LibbpfObject Open(ReadOnlySpan<byte> btf, LibbpfObject? baseObject = null)
    {
        LibbpfObject? result = TryOpen(btf, out int error, baseObject);
        Assert.That(result, Is.Not.Null, $"libbpf refuses the bytes with error {error}.");
        return result!;
    }

    /// <summary>Parses the bytes; returns null and a positive error number if libbpf refuses them.</summary>
    public static LibbpfObject? TryOpen(ReadOnlySpan<byte> btf, out int error, LibbpfObject? baseObject = null)
    {
        Marshal.SetLastSystemError(0);
        void* handle = baseObject is null ? New(btf) : NewSplit(btf, baseObject);
        error = handle is null ? Marshal.GetLastSystemError() : 0;
        return handle is null ? null : new LibbpfObject(handle, baseObject);
    }

    public LibbpfRecord? Record(uint id)
    {
        uint* words = LibbpfNative.TypeById(Handle, id);
        return words is null ? null : new LibbpfRecord(words[0], words[1], words[2]);
    }

    /// <summary>Returns the string at the offset; null if there is none.</summary>
    public string? NameAt(uint offset) => Marshal.PtrToStringUTF8((nint)LibbpfNative.NameByOffset(Handle, offset));

    public string? Name(uint id) => Record(id) is { } record ? NameAt(record.NameOffset) : null;

    /// <summary>Returns the size in bytes, or a negative error number.</summary>
    public long Size(uint id) => LibbpfNative.ResolveSize(Handle, id);

    /// <summary>Returns the alignment in bytes; 0 on an error.</summary>
    public int Alignment(uint id) => LibbpfNative.AlignOf(Handle, id);

    /// <summary>Returns the first id with that name and kind number, or a negative error number.</summary>
    public int Find(string name, uint kind)
    {
        fixed (byte* utf8 = Encoding.UTF8.GetBytes(name + '\0'))
        {
            return LibbpfNative.FindByNameKind(Handle, utf8, kind);
        }
    }

    public void Dispose()
    {
        if (_btf is not null)
        {
            LibbpfNative.Free(_btf);
            _btf = null;
        }

        GC.KeepAlive(_base);
    }

    private static void* New(ReadOnlySpan<byte> btf)
    {
        fixed (byte* data = btf)
        {
            return LibbpfNative.New(data, (uint)btf.Length);
        }
    }

    private static void* NewSplit(ReadOnlySpan<byte> btf, LibbpfObject baseObject)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, btf);
        fixed (byte* utf8 = Encoding.UTF8.GetBytes(path + '\0'))
        {
            void* handle = LibbpfNative.ParseRawSplit(utf8, baseObject.Handle);
            int error = Marshal.GetLastSystemError();
            File.Delete(path);
            Marshal.SetLastSystemError(error);
            return handle;
        }
    }
}

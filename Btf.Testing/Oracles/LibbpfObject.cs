using System.Runtime.InteropServices;
using System.Text;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>A BTF object parsed by libbpf, to compare with. A split keeps its base alive; dispose the split first.</summary>
public sealed unsafe class LibbpfObject : IDisposable
{
    private readonly LibbpfObject? _base;
    private void* _btf;

    private LibbpfObject(void* btf, LibbpfObject? baseObject)
    {
        _btf = btf;
        _base = baseObject;
    }

    /// <summary>The number of types, those of the bases and void counted.</summary>
    public uint TypeCount => LibbpfNative.TypeCount(Handle);

    /// <summary>The size of a pointer in bytes, as libbpf guesses it; 0 when it cannot tell.</summary>
    public uint PointerSize => (uint)LibbpfNative.PointerSize(Handle);

    internal void* Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(_btf is null, this);
            return _btf;
        }
    }

    /// <summary>Parses the bytes; skips the test where there is no libbpf, fails it where libbpf refuses them.</summary>
    public static LibbpfObject Open(ReadOnlySpan<byte> btf, LibbpfObject? baseObject = null)
    {
        LibbpfObject? result = TryOpen(btf, out int error, baseObject);
        Assert.That(result, Is.Not.Null, $"libbpf refuses the bytes with error {error}.");
        return result!;
    }

    /// <summary>Parses the bytes; null and a positive error number where libbpf refuses them.</summary>
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

    /// <summary>The string at the offset; null when there is none.</summary>
    public string? NameAt(uint offset) => Marshal.PtrToStringUTF8((nint)LibbpfNative.NameByOffset(Handle, offset));

    public string? Name(uint id) => Record(id) is { } record ? NameAt(record.NameOffset) : null;

    /// <summary>The size in bytes, or a negative error number.</summary>
    public long Size(uint id) => LibbpfNative.ResolveSize(Handle, id);

    /// <summary>The alignment in bytes, 0 on an error.</summary>
    public int Alignment(uint id) => LibbpfNative.AlignOf(Handle, id);

    /// <summary>The first id of that name and kind number, or a negative error number.</summary>
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

using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>Calls <c>bpf(2)</c> for tests of the running kernel: creates programs and maps, and gives up capabilities.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class BpfCalls
{
    private const int MapCreate = 0;
    private const int MapUpdate = 2;
    private const int ProgramLoad = 5;
    private const int GetInfo = 15;
    private const int TryAgain = 11; // EAGAIN
    private const uint CapabilityVersion3 = 0x2008_0522;

    private static readonly nint _number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 321 : 280;

    /// <summary>Skips the test if the kernel has no BTF or does not permit the calls; fails it if all oracles are required.</summary>
    public static void Require()
    {
        _ = Oracles.KernelBtf();
        if (!KernelBtf.TryListLoaded(out _, out BtfError error))
        {
            Oracles.Missing(error.Message);
        }
    }

    /// <summary>Creates a map from 4 bytes to 4 bytes, described by the type, or by none if the handle is null.</summary>
    public static SafeFileHandle CreateMap(BtfHandle? btf, uint type)
    {
        uint* attributes = stackalloc uint[18];
        new Span<uint>(attributes, 18).Clear();
        attributes[0] = 2; // BPF_MAP_TYPE_ARRAY
        attributes[1] = attributes[2] = 4;
        attributes[3] = 1;
        if (btf is not null)
        {
            attributes[12] = (uint)btf.DangerousGetHandle();
            attributes[13] = attributes[14] = type;
        }

        return Open(MapCreate, attributes, 72);
    }

    /// <summary>Creates a map of one value, for a program's global variables.</summary>
    public static SafeFileHandle CreateArray(int valueLength)
    {
        uint* attributes = stackalloc uint[18];
        new Span<uint>(attributes, 18).Clear();
        attributes[0] = 2; // BPF_MAP_TYPE_ARRAY
        attributes[1] = 4;
        attributes[2] = (uint)valueLength;
        attributes[3] = 1;
        return Open(MapCreate, attributes, 72);
    }

    /// <summary>Creates a map with one entry whose key and value have types of the object.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; for a per-processor map, the values of all processors.</param>
    /// <param name="mapType">The kind of map; a hash map by default.</param>
    /// <param name="valueSize">The size of one value, if there are several.</param>
    public static SafeFileHandle CreateMap(BtfHandle btf, (uint Type, byte[] Bytes) key, (uint Type, byte[] Bytes) value, uint mapType = 1, int valueSize = 0)
    {
        uint* attributes = stackalloc uint[18];
        new Span<uint>(attributes, 18).Clear();
        attributes[0] = mapType;
        attributes[1] = (uint)key.Bytes.Length;
        attributes[2] = (uint)(valueSize > 0 ? valueSize : value.Bytes.Length);
        attributes[3] = 8;
        attributes[12] = (uint)btf.DangerousGetHandle();
        attributes[13] = key.Type;
        attributes[14] = value.Type;
        SafeFileHandle map = Open(MapCreate, attributes, 72);
        fixed (byte* keyStart = key.Bytes, valueStart = value.Bytes)
        {
            ulong* update = stackalloc ulong[4] { (ulong)map.DangerousGetHandle(), (ulong)keyStart, (ulong)valueStart, 0 };
            Assert.That((int)Syscall(_number, MapUpdate, update, 32), Is.Zero);
        }

        return map;
    }

    /// <summary>Loads a program that returns 0. The type describes its only function; none does if the handle is null.</summary>
    public static SafeFileHandle LoadProgram(BtfHandle? btf, uint function)
    {
        ulong* instructions = stackalloc ulong[2] { 0xB7, 0x95 }; // r0 = 0; exit
        uint* functionInfo = stackalloc uint[2] { 0, function };
        byte* license = stackalloc byte[] { (byte)'M', (byte)'I', (byte)'T', 0 };
        uint* attributes = stackalloc uint[28];
        new Span<uint>(attributes, 28).Clear();
        attributes[0] = 1; // BPF_PROG_TYPE_SOCKET_FILTER
        attributes[1] = 2;
        *(ulong*)(attributes + 2) = (ulong)instructions;
        *(ulong*)(attributes + 4) = (ulong)license;
        if (btf is not null)
        {
            attributes[18] = (uint)btf.DangerousGetHandle();
            attributes[19] = 8;
            *(ulong*)(attributes + 20) = (ulong)functionInfo;
            attributes[22] = 1;
        }

        return Open(ProgramLoad, attributes, 112);
    }

    /// <summary>Tries to load a socket filter.</summary>
    /// <param name="instructions">Its instructions.</param>
    /// <param name="log">The verifier's log.</param>
    /// <returns>Whether the kernel accepts it.</returns>
    public static bool TryLoadProgram(ReadOnlySpan<byte> instructions, out string log)
    {
        byte[] text = new byte[1 << 20];
        byte* license = stackalloc byte[] { (byte)'G', (byte)'P', (byte)'L', 0 };
        uint* attributes = stackalloc uint[28];
        new Span<uint>(attributes, 28).Clear();
        fixed (byte* code = instructions)
        fixed (byte* buffer = text)
        {
            attributes[0] = 1; // BPF_PROG_TYPE_SOCKET_FILTER
            attributes[1] = (uint)(instructions.Length / 8);
            *(ulong*)(attributes + 2) = (ulong)code;
            *(ulong*)(attributes + 4) = (ulong)license;
            attributes[6] = 1;
            attributes[7] = (uint)text.Length;
            *(ulong*)(attributes + 8) = (ulong)buffer;
            nint descriptor = Call(ProgramLoad, attributes, 112);
            log = System.Text.Encoding.UTF8.GetString(text, 0, Math.Max(0, Array.IndexOf(text, (byte)0)));
            if (descriptor >= 0)
            {
                new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
            }

            return descriptor >= 0;
        }
    }

    /// <summary>Tries to load a program with function and line records.</summary>
    /// <param name="btf">The types of the records; null for no records.</param>
    /// <param name="type">The kernel's number of the program's type.</param>
    /// <param name="instructions">Its instructions.</param>
    /// <param name="functions">The function records; empty for none.</param>
    /// <param name="functionSize">The length of a function record.</param>
    /// <param name="lines">The line records; empty for none.</param>
    /// <param name="lineSize">The length of a line record.</param>
    /// <param name="log">The verifier's log.</param>
    /// <returns>Whether the kernel accepts it.</returns>
    public static bool TryLoadProgram(
        BtfHandle? btf, uint type, ReadOnlySpan<byte> instructions, ReadOnlySpan<byte> functions, int functionSize, ReadOnlySpan<byte> lines, int lineSize, out string log)
    {
        byte[] text = new byte[1 << 16];
        byte* license = stackalloc byte[] { (byte)'G', (byte)'P', (byte)'L', 0 };
        uint* attributes = stackalloc uint[32];
        new Span<uint>(attributes, 32).Clear();
        fixed (byte* code = instructions, function = functions, line = lines, buffer = text)
        {
            attributes[0] = type;
            attributes[1] = (uint)(instructions.Length / 8);
            *(ulong*)(attributes + 2) = (ulong)code;
            *(ulong*)(attributes + 4) = (ulong)license;
            attributes[6] = 1;
            attributes[7] = (uint)text.Length;
            *(ulong*)(attributes + 8) = (ulong)buffer;
            attributes[18] = btf is null ? 0 : (uint)btf.DangerousGetHandle();
            attributes[19] = (uint)functionSize;
            *(ulong*)(attributes + 20) = (ulong)function;
            attributes[22] = functionSize == 0 ? 0 : (uint)(functions.Length / functionSize);
            attributes[23] = (uint)lineSize;
            *(ulong*)(attributes + 24) = (ulong)line;
            attributes[26] = lineSize == 0 ? 0 : (uint)(lines.Length / lineSize);
            nint descriptor = Call(ProgramLoad, attributes, 128);
            log = System.Text.Encoding.UTF8.GetString(text, 0, Math.Max(0, Array.IndexOf(text, (byte)0)));
            if (descriptor >= 0)
            {
                new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
            }

            return descriptor >= 0;
        }
    }

    /// <summary>Returns the id of a program or map, which is the second word of the kernel's description of either.</summary>
    public static uint IdOf(SafeFileHandle handle)
    {
        uint* info = stackalloc uint[2];
        uint* attributes = stackalloc uint[4];
        attributes[0] = (uint)handle.DangerousGetHandle();
        attributes[1] = 8;
        *(ulong*)(attributes + 2) = (ulong)info;
        Assert.That((int)Syscall(_number, GetInfo, attributes, 16), Is.Zero);
        return info[1];
    }

    /// <summary>Runs an action in a thread without capabilities.</summary>
    public static void WithoutCapabilities(Action action)
    {
        Exception? failure = null;
        Thread thread = new(() =>
        {
            // Each thread has its own capabilities, and this thread ends after the action.
            uint* header = stackalloc uint[2] { CapabilityVersion3, 0 };
            uint* none = stackalloc uint[6];
            new Span<uint>(none, 6).Clear();
            try
            {
                Assert.That(SetCapabilities(header, none), Is.Zero);
                action();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new InvalidOperationException(failure.Message, failure);
        }
    }

    private static SafeFileHandle Open(int command, void* attributes, nint size)
    {
        nint descriptor = Call(command, attributes, size);
        Assert.That((int)descriptor, Is.Positive, $"error {Marshal.GetLastPInvokeError()}");
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Calls the kernel. If a signal interrupts its verifier, it gives up with EAGAIN, and this calls again: the runtime suspends threads by signals.</summary>
    private static nint Call(int command, void* attributes, nint size)
    {
        nint result = Syscall(_number, command, attributes, size);
        for (int attempt = 1; result < 0 && Marshal.GetLastPInvokeError() == TryAgain && attempt < 100; attempt++)
        {
            result = Syscall(_number, command, attributes, size);
        }

        return result;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint command, void* attributes, nint size);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static partial int SetCapabilities(void* header, void* data);
}

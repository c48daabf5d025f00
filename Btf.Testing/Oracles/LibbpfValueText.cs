using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>Returns the text of libbpf's <c>btf_dump__dump_type_data</c>. Only one call at a time, because libbpf calls back into static state.</summary>
public sealed unsafe partial class LibbpfValueText : IDisposable
{
    private const int Alignment = 64;

    private static StringBuilder? _text;

    private void* _dump;

    public LibbpfValueText(LibbpfObject btf)
    {
        ArgumentNullException.ThrowIfNull(btf);
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !OperatingSystem.IsLinux())
        {
            Assert.Ignore("The callback reads variable arguments in the form of Linux on x86-64.");
        }

        _dump = LibbpfNative.NewDump(btf.Handle, &Print);
        Assert.That(_dump is not null);
    }

    /// <summary>Returns the text and the result: the type's size, or a negative error number.</summary>
    /// <param name="id">The type.</param>
    /// <param name="data">Its bytes. libbpf reads up to 16 more, which are zero.</param>
    /// <param name="zeroes">Whether zeros are shown.</param>
    public (int Result, string Text) Of(uint id, ReadOnlySpan<byte> data, bool zeroes)
    {
        byte* copy = (byte*)NativeMemory.AlignedAlloc((nuint)data.Length + 16, Alignment);
        new Span<byte>(copy, data.Length + 16).Clear();
        data.CopyTo(new Span<byte>(copy, data.Length));
        Options options = new() { Size = (nuint)sizeof(Options), Zeroes = zeroes ? (byte)1 : (byte)0 };
        _text = new StringBuilder();
        int result = LibbpfNative.DumpTypeData(_dump, id, copy, (nuint)data.Length, &options);
        NativeMemory.AlignedFree(copy);

        // Libbpf numbers the second type of a name over all its calls.
        // Releases before 1.8 write a prototype without parameters as in C++.
        return (result, Numbered().Replace(_text.ToString(), "").Replace(")()", ")(void)", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        LibbpfNative.FreeDump(_dump);
        _dump = null;
    }

    [UnmanagedCallersOnly]
    private static void Print(void* context, byte* format, void* arguments)
    {
        const int Room = 4096;
        byte* line = stackalloc byte[Room];
        int length = LibC.Vsnprintf(line, Room, format, arguments);
        _text!.Append(Encoding.UTF8.GetString(line, Math.Min(length, Room - 1)));
    }

    [GeneratedRegex(@"___\d+\b")]
    private static partial Regex Numbered();

    [StructLayout(LayoutKind.Sequential)]
    private struct Options
    {
        public nuint Size;
        public byte* Indent;
        public int IndentLevel;
        public byte Compact;
        public byte SkipNames;
        public byte Zeroes;
    }
}

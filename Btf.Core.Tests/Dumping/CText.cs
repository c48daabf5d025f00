using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Btf.Core.Tests;

/// <summary>C dumps as bytes and strings.</summary>
public static class CText
{
    /// <summary>Returns all types of an object and of its bases.</summary>
    public static byte[] Of(BtfObject btf)
    {
        ArrayBufferWriter<byte> text = new();
        BtfDump.WriteC(btf, text, BtfCDumpStyle.Bpftool);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>Returns chosen types, without bpftool's first and last lines.</summary>
    public static string Of(params BtfType[] types)
    {
        ArrayBufferWriter<byte> text = new();
        BtfDump.WriteC(types, text, BtfCDumpStyle.Bpftool);
        return Unframed(text.WrittenSpan);
    }

    /// <summary>Returns all types in the order of their ids, without first and last lines, like libbpf's dump of each.</summary>
    public static byte[] Unsorted(BtfObject btf)
    {
        ArrayBufferWriter<byte> text = new();
        Utf8Writer writer = new(text);
        CDump dump = CDump.Begin(btf, BtfCDumpStyle.Bpftool);
        try
        {
            Survey(dump);
            for (uint id = 1; id < btf.NextTypeId; id++)
            {
                WriteType(dump, id, ref writer);
            }
        }
        finally
        {
            dump.End();
        }

        writer.Flush();
        return text.WrittenSpan.ToArray();
    }

    /// <summary>Returns the layout of a type.</summary>
    public static string LayoutOf(BtfType type)
    {
        ArrayBufferWriter<byte> text = new();
        BtfDump.WriteLayout(type, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    // The steps of a dump, without the order that it chooses.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(Survey))]
    private static extern void Survey(CDump dump);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(WriteType))]
    private static extern void WriteType(CDump dump, uint id, ref Utf8Writer output);

    private static string Unframed(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text[CFraming.Start.Length..^CFraming.End.Length]);
}

using System.Buffers;
using Btf.Core;
using Btf.Core.Values;

namespace Btf.Cli;

/// <summary>Prints values one after the other: each in a line, and in JSON several as an array.</summary>
internal sealed class ValuePrinter(BtfValueOptions options, TextOutput output)
{
    private readonly ArrayBufferWriter<byte> _text = new();

    /// <summary>Prints values that follow one another.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="size">A value's size in bytes.</param>
    /// <param name="count">How many values to print.</param>
    /// <param name="isList">Whether JSON shows them as an array.</param>
    public void Print(BtfType type, ReadOnlyMemory<byte> bytes, uint size, long count, bool isList)
    {
        bool isArray = options.Style == BtfValueStyle.Json && isList;
        output.Write(isArray ? "["u8 : default);
        for (long i = 0; i < count; i++)
        {
            long start = Math.Min(i * size, bytes.Length);
            output.Write(isArray && i > 0 ? ","u8 : default);
            Print(type, bytes[(int)start..], i);
            output.Write(isArray || options.Style == BtfValueStyle.Table ? default : "\n"u8);
        }

        output.Write(isArray ? "]\n"u8 : default);
    }

    /// <summary>Prints one value without a line end. If the data ends too early, prints the part that it has and then the error, but in JSON nothing.</summary>
    public void Print(BtfType type, ReadOnlyMemory<byte> bytes, long index)
    {
        bool isWhole = options.Style == BtfValueStyle.Json;
        _text.ResetWrittenCount();
        if (BtfValueWriter.TryWrite(type, bytes.Span, isWhole ? _text : output, out _, out BtfError error, options))
        {
            output.Write(isWhole ? _text.WrittenSpan : default);
            return;
        }

        if (!isWhole)
        {
            output.Write("\n"u8);
            output.Flush();
        }

        throw new ToolException(ExitCode.Unreadable, index > 0 ? $"Value {index}: {error.Message}" : error.Message);
    }
}

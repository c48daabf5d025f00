using System.Runtime.Versioning;
using Btf.Core;
using Btf.Core.Values;

namespace Btf.Cli;

/// <summary>Writes the keys and values of a map: lines that start with <c>key:</c> and <c>value:</c>, or the JSON of <c>bpftool map dump</c>.</summary>
[SupportedOSPlatform("linux")]
internal sealed class MapEntryWriter(BpfMap map, BtfObject btf, BtfValueOptions options, TextOutput output)
{
    private readonly ValuePrinter _printer = new(options, output);
    private readonly bool _isJson = options.Style == BtfValueStyle.Json;
    private bool _continues;

    public void Begin() => output.Write(_isJson ? "["u8 : default);

    public void End() => output.Write(_isJson ? "]\n"u8 : default);

    public void Write(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> values)
    {
        output.Write(_isJson && _continues ? ","u8 : default);
        _continues = true;
        if (_isJson)
        {
            output.Write("{\"key\":"u8);
        }
        else
        {
            WriteLabel("key");
        }

        Print(map.KeyTypeId, key);
        if (map.IsPerProcessor)
        {
            WriteEach(values);
        }
        else
        {
            if (_isJson)
            {
                output.Write(",\"value\":"u8);
            }
            else
            {
                WriteLabel("value");
            }

            Print(map.ValueTypeId, values);
        }

        output.Write(_isJson ? "}"u8 : default);
    }

    private void WriteEach(ReadOnlyMemory<byte> values)
    {
        output.Write(_isJson ? ",\"values\":["u8 : default);
        for (int processor = 0; processor < map.ProcessorCount; processor++)
        {
            if (_isJson)
            {
                output.Write($"{(processor > 0 ? "," : "")}{{\"cpu\":{processor},\"value\":");
            }
            else
            {
                WriteLabel($"value (CPU {processor})");
            }

            Print(map.ValueTypeId, values.Slice(processor * map.ValueStep, map.ValueSize));
            output.Write(_isJson ? "}"u8 : default);
        }

        output.Write(_isJson ? "]"u8 : default);
    }

    private void WriteLabel(string label)
    {
        // A table has lines of its own.
        output.Write(label);
        output.Write(options.Style == BtfValueStyle.Table ? ":\n" : ": ");
    }

    private void Print(uint typeId, ReadOnlyMemory<byte> bytes)
    {
        _printer.Print(btf[typeId], bytes, 0);
        output.Write(_isJson || options.Style == BtfValueStyle.Table ? default : "\n"u8);
    }
}

using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Btf.Core;
using Btf.Core.Values;
using Tracer;

// Tracer COMMAND [ARGUMENT…]: runs a command, and lists the programs that start and end meanwhile.
if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: Tracer COMMAND [ARGUMENT…]");
    return 2;
}

string path = Path.Combine(AppContext.BaseDirectory, "tracer.bpf.o");
if (!OperatingSystem.IsLinux() || !File.Exists(path))
{
    Console.Error.WriteLine("This needs Linux, and clang when it is built.");
    return 3;
}

try
{
    using TracedObject traced = TracedObject.Load(path);
    BtfType eventType = traced.Types.FindType("event", BtfKind.Struct);
    BtfValueOptions json = new() { Style = BtfValueStyle.Json };
    ArrayBufferWriter<byte> text = new();

    using Process command = Process.Start(args[0], args[1..]);
    bool isOver;
    do
    {
        // Checked before reading, so that the last events are still read.
        isOver = command.HasExited;
        traced.Events.Wait(milliseconds: isOver ? 0 : 50);
        traced.Events.Read(bytes =>
        {
            text.ResetWrittenCount();
            BtfValueWriter.Write(eventType, bytes[..(int)eventType.SizeInBytes], text, json);
            Console.WriteLine(Encoding.UTF8.GetString(text.WrittenSpan));
        });
    }
    while (!isOver);
    return 0;
}
catch (Exception e) when (e is Win32Exception or IOException or BtfFormatException or NotSupportedException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}

using System.Buffers;
using Btf.Core;
using Btf.Core.Diagrams;
using Btf.Core.Values;

namespace Btf.Benchmarks;

/// <summary>The tasks with the public API of Btf.Core, as a user would write them.</summary>
internal static class OurTasks
{
    private static readonly BtfVerifierOptions _anySize = new() { EnforceSizeLimit = false };

    /// <summary>Options for a program that looks up few names.</summary>
    public static BtfOpenOptions Scanning { get; } = new() { NameLookup = NameLookup.Scan };

    public static ulong Open(string path)
    {
        using BtfObject btf = BtfObject.Open(path);
        return (ulong)btf.TypeCount;
    }

    public static ulong OpenSplit(string path, BtfObject kernel, int times)
    {
        ulong sum = 0;
        for (int i = 0; i < times; i++)
        {
            using BtfObject module = BtfObject.OpenSplit(path, kernel);
            sum += (ulong)module.TypeCount;
        }

        return sum;
    }

    public static ulong OpenCollection(string folder)
    {
        using BtfCollection all = BtfCollection.OpenDirectory(folder);
        ulong sum = 0;
        foreach ((_, BtfObject btf) in all)
        {
            sum += (ulong)btf.TypeCount;
        }

        return sum;
    }

    public static ulong FirstAnswer(string path, string name, string member)
    {
        using BtfObject btf = BtfObject.Open(path, Scanning);
        BtfType type = btf.FindType(name, BtfKind.Struct);
        return type.Id + type.AsComposite().FindMember(member).BitOffset;
    }

    public static ulong Resolve(BtfObject btf, uint[] ids)
    {
        ulong sum = 0;
        foreach (uint id in ids)
        {
            BtfType type = btf[id];
            sum += (ulong)type.NameOffset + (uint)type.Kind + (uint)type.Vlen + type.SizeOrType;
        }

        return sum;
    }

    public static ulong ResolveByReader(BtfObject btf, uint[] ids)
    {
        BtfRecordReader reader = btf.GetReader();
        ulong sum = 0;
        foreach (uint id in ids)
        {
            BtfRecord record = reader[id];
            sum += (ulong)record.NameOffset + (uint)record.Kind + (uint)record.Vlen + record.SizeOrType;
        }

        return sum;
    }

    public static ulong NameLengthsByReader(BtfObject btf, uint[] ids)
    {
        BtfRecordReader reader = btf.GetReader();
        ulong sum = 0;
        foreach (uint id in ids)
        {
            sum += (uint)reader.GetName(reader[id].NameOffset).Length;
        }

        return sum;
    }

    public static ulong NameLengths(BtfObject btf, uint[] ids)
    {
        ulong sum = 0;
        foreach (uint id in ids)
        {
            sum += (uint)btf[id].Name.Utf8.Length;
        }

        return sum;
    }

    public static ulong ReadEverything(BtfObject btf)
    {
        ulong sum = 0;
        foreach (BtfType type in btf.Types)
        {
            sum += (ulong)type.NameOffset + (uint)type.Kind + type.SizeOrType;
            switch (type.Kind)
            {
                case BtfKind.Struct or BtfKind.Union:
                    foreach (BtfMember member in type.AsComposite().Members)
                    {
                        sum += (ulong)member.NameOffset + member.TypeId + member.BitOffset + (uint)member.BitfieldSize;
                    }

                    break;
                case BtfKind.Enum or BtfKind.Enum64:
                    foreach (BtfEnumValue value in type.AsEnum().Values)
                    {
                        sum += value.NameOffset + value.UnsignedValue;
                    }

                    break;
                case BtfKind.FuncProto:
                    foreach (BtfParameter parameter in type.AsFunctionPrototype().Parameters)
                    {
                        sum += (ulong)parameter.NameOffset + parameter.TypeId;
                    }

                    break;
                case BtfKind.DataSec:
                    foreach (BtfDataSectionEntry entry in type.AsDataSection().Entries)
                    {
                        sum += (ulong)entry.TypeId + entry.Offset + entry.Size;
                    }

                    break;
            }
        }

        return sum;
    }

    public static ulong WalkChains(BtfObject btf)
    {
        ulong sum = 0;
        foreach (BtfType type in btf.Types)
        {
            foreach (BtfType step in type.Chain)
            {
                sum += step.Id;
            }
        }

        return sum;
    }

    public static double CountHops(BtfObject btf)
    {
        long hops = 0;
        foreach (BtfType type in btf.Types)
        {
            foreach (BtfType _ in type.Chain)
            {
                hops++;
            }
        }

        return hops;
    }

    public static ulong SizeOfAll(BtfObject btf)
    {
        ulong sum = 0;
        foreach (BtfType type in btf.Types)
        {
            type.TryGetSizeInBytes(out uint size);
            sum += size;
        }

        return sum;
    }

    public static ulong AlignOfAll(BtfObject btf)
    {
        ulong sum = 0;
        foreach (BtfType type in btf.Types)
        {
            type.TryGetAlignment(out uint alignment);
            sum += alignment;
        }

        return sum;
    }

    public static ulong OpenAndAlign(string path)
    {
        using BtfObject btf = BtfObject.Open(path);
        return AlignOfAll(btf);
    }

    public static ulong MemberPaths(BtfType[] roots, byte[][] paths)
    {
        ulong sum = 0;
        for (int i = 0; i < paths.Length; i++)
        {
            sum += roots[i].ResolvePath(paths[i]).BitOffset;
        }

        return sum;
    }

    public static ulong Find(BtfObject btf, byte[][] names)
    {
        ulong sum = 0;
        foreach (byte[] name in names)
        {
            foreach (BtfType type in btf.FindTypes(name))
            {
                sum += type.Id;
                break;
            }
        }

        return sum;
    }

    public static ulong Search(BtfObject btf, BtfNamePattern pattern)
    {
        ulong sum = 0;
        foreach (BtfType type in btf.SearchTypes(pattern))
        {
            sum += type.Id;
        }

        return sum;
    }

    public static ulong SearchMembers(BtfObject btf, BtfNamePattern pattern)
    {
        ulong sum = 0;
        foreach (BtfMember member in btf.SearchMembers(pattern))
        {
            sum += member.DeclaringType.Id;
        }

        return sum;
    }

    public static ulong OpenAndScan(string path, byte[] name)
    {
        using BtfObject btf = BtfObject.Open(path, Scanning);
        return Find(btf, [name]);
    }

    public static ulong BuildNameIndex(BtfObject btf)
    {
        // The first look-up builds the index.
        _ = btf.FindTypes("no such name"u8);
        return (ulong)btf.TypeCount;
    }

    public static ulong DumpC(BtfObject btf, ArrayBufferWriter<byte> text)
    {
        text.ResetWrittenCount();
        BtfDump.WriteC(btf, text, BtfCDumpStyle.Bpftool);
        return text.WrittenCount == 0 ? 0 : (ulong)btf.TypeCount;
    }

    public static ulong DumpRaw(BtfObject btf, ArrayBufferWriter<byte> text)
    {
        text.ResetWrittenCount();
        BtfDump.WriteRaw(btf, text);
        return (ulong)text.WrittenCount;
    }

    public static ulong Draw(BtfType type, ArrayBufferWriter<byte> text)
    {
        text.ResetWrittenCount();
        BtfDiagram.WriteSvg(type, text);
        return (ulong)text.WrittenCount;
    }

    public static ulong Print(BtfType type, byte[] data, ArrayBufferWriter<byte> text)
    {
        text.ResetWrittenCount();
        return BtfValueWriter.Write(type, data, text);
    }

    public static ulong BindFields(BtfObject btf, string structure, List<string> names)
    {
        var binder = new BtfStructBinder(btf, structure);
        ulong sum = 0;
        foreach (string name in names)
        {
            sum += binder.Bind<ulong>(name).IsBound ? 1u : 0;
        }

        binder.ThrowIfIncomplete();
        return sum;
    }

    public static ulong ReadField(BtfField<ulong> field, byte[] data, int size, int events)
    {
        int last = data.Length / size - 1;
        ulong sum = 0;
        for (int i = 0; i < events; i++)
        {
            sum += field.Read(data.AsSpan((i & last) * size, size));
        }

        return sum;
    }

    public static ulong ReadEvents(byte[] data, int size, int events)
    {
        int last = data.Length / size - 1;
        ulong sum = 0;
        for (int i = 0; i < events; i++)
        {
            SampledEvent sampled = new(data.AsSpan((i & last) * size, size));
            sum += sampled.Time + sampled.Address + (ulong)sampled.Pid + sampled.Tgid + sampled.Cpu + sampled.Priority + sampled.Flags + (ulong)sampled.Result
                + sampled.Delta + sampled.Length;
        }

        return sum;
    }

    public static ulong Verify(BtfObject btf) => (ulong)BtfVerifier.Verify(btf).Code;

    public static ulong Verify(byte[] data) => (ulong)BtfVerifier.Verify(data, null, _anySize).Code;
}

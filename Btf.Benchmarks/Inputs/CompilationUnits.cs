using Btf.Core;
using Btf.Core.Building;

namespace Btf.Benchmarks;

/// <summary>Makes what a linker joins before it is deduplicated: many compilation units that each describe the types that they use.</summary>
internal static class CompilationUnits
{
    private const int UnitCount = 28;
    private const int FunctionsOfUnit = 40;

    // As in a real unit, which includes the headers of some structures and knows the others by name only.
    private const int DefinedStructures = 250;

    /// <summary>Returns raw BTF of units that a kernel's functions and their types were divided into.</summary>
    /// <param name="kernel">The kernel's types. They have no base.</param>
    public static byte[] Make(BtfObject kernel)
    {
        var made = new GeneratedTypes();
        made.AddStrings(kernel.Strings[1..]);
        uint[] functions = [.. kernel.Types.Where(type => type.Kind == BtfKind.Func).Select(type => type.Id)];
        uint next = 1;
        for (int unit = 0; unit < UnitCount; unit++)
        {
            int first = (int)((long)functions.Length * unit / UnitCount);
            next = Add(made, kernel, functions.AsSpan(first, Math.Min(FunctionsOfUnit, functions.Length - first)), next);
        }

        // Without the kernel's other strings, which no linker would have read.
        using BtfObject withAllStrings = BtfObject.FromMemory(made.ToArray());
        var builder = new BtfBuilder();
        _ = builder.Append(withAllStrings);
        return builder.ToArray();
    }

    /// <summary>Adds the types of one unit in the order in which they are reached, and returns the next free id.</summary>
    private static uint Add(GeneratedTypes made, BtfObject kernel, ReadOnlySpan<uint> functions, uint next)
    {
        BtfRecordReader records = kernel.GetReader();
        var ids = new Dictionary<uint, uint>();
        var order = new List<(uint Id, bool IsForward)>();
        int defined = 0;
        void Reach(uint id, BtfRecord record)
        {
            if (ids.TryAdd(id, next))
            {
                next++;
                bool canBeForward = record.Kind is BtfKind.Struct or BtfKind.Union && record.NameOffset != 0;
                order.Add((id, canBeForward && ++defined > DefinedStructures));
            }
        }

        foreach (uint function in functions)
        {
            Reach(function, records[function]);
        }

        for (int i = 0; i < order.Count; i++)
        {
            if (!order[i].IsForward)
            {
                BtfRecord record = records[order[i].Id];
                for (int word = 0; word < record.WordCount; word++)
                {
                    if (GeneratedTypes.IsId(record, word))
                    {
                        uint id = record.GetWord(word);
                        Reach(id, records[id]);
                    }
                }
            }
        }

        foreach ((uint id, bool isForward) in order)
        {
            BtfRecord record = records[id];
            if (isForward)
            {
                made.AddForward(record.NameOffset, record.Kind == BtfKind.Union);
            }
            else
            {
                made.Add(record, old => ids[old], name => name, name => name);
            }
        }

        return next;
    }
}

using Btf.Core.Building;
using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>Merges equal types, which compilers and linkers write once per unit. The result is that of libbpf's <c>btf__dedup</c>.</summary>
/// <remarks>
/// <para>
/// Two types are equal if their records are equal and the types that they refer to are equal in turn. A declaration of a structure, union or enumeration counts
/// as equal to a definition with its name if everything else agrees. Variables and data sections are places in a program, and are never merged. The first of
/// several equal types remains. The names are stored in the order in which the types use them.
/// </para>
/// <para>
/// The result differs from libbpf's where libbpf is wrong: it merges arrays of equal length with different elements, it may replace a type that refers to a
/// definition by a base's type that refers only to a declaration, and it reads the meaningless third word of GCC's declarations as a type id. Nothing recurses,
/// and the size of the input bounds time and memory. For this bound, types in crafted data that are equal only because of declarations may stay apart.
/// </para>
/// </remarks>
public static class BtfDeduplicator
{
    /// <summary>Returns an object that stores each type of another object once.</summary>
    /// <param name="btf">The object, which does not change. If it has a base, its types are also merged with the base's types, which all remain.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The new object and the map, which the caller disposes.</returns>
    /// <exception cref="BtfFormatException">A type id or string offset does not exist, a kind is unknown, or the extension is damaged.</exception>
    /// <exception cref="IOException">There is not enough memory for the result.</exception>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    /// <example>
    /// <code>
    /// using BtfConcatenation joined = BtfMerger.Concatenate(kernel, kernel);
    /// using BtfDeduplication result = BtfDeduplicator.Run(joined.Result);
    /// Console.WriteLine($"{joined.Result.TypeCount} types, {result.Result.TypeCount} of them different");
    /// </code>
    /// </example>
    public static BtfDeduplication Run(BtfObject btf, BtfDeduplicationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(btf);
        options ??= new BtfDeduplicationOptions();
        ExtensionWords? extension = ExtensionWords.Read(options.Extension.Span, btf);
        using WorkArena arena = GraphReader.ArenaFor(btf);
        NameNumbers names = StartNames(arena, btf, extension, out NamePlaces places);
        TypeGraph graph = GraphReader.Read(btf, names, places);
        int firstOwn = (int)btf.FirstTypeId;
        var writer = new GraphWriter(graph, names, new OutputStrings(names, btf.Base?.NextStringOffset ?? 0));
        WorkArray<int> survivorOf = default;
        TwoThreads.RunHalves(graph.Count, half =>
        {
            if (half == 0)
            {
                survivorOf = TypeMerger.Merge(graph, firstOwn, options.Quirks);
            }
            else
            {
                // As in libbpf, all types decide the order of the strings, not only the types that remain.
                writer.AddAllNames(firstOwn);
            }
        });
        arena.FreeScratch();
        uint[] ids = NumberSurvivors(survivorOf, firstOwn, out int count);
        BtfObject result = writer.Write(survivorOf.AsSpan(0, count), ids, ObjectForm.Like(btf), extension, places, out byte[] newExtension);
        btf.ThrowIfClosedMeanwhile();
        return new BtfDeduplication(result, ids, newExtension);
    }

    private static NameNumbers StartNames(WorkArena arena, BtfObject btf, ExtensionWords? extension, out NamePlaces places)
    {
        var names = new NameNumbers(arena);
        places = names.Add(btf);
        for (BtfObject? part = btf.Base; part is not null; part = part.Base)
        {
            // The result need not store strings of a base, whether the base's types use them or not.
            names.MarkAll(part);
        }

        foreach (int place in extension?.Names ?? [])
        {
            names.Mark(places.Of(extension!.Get(place)));
        }

        return names;
    }

    /// <summary>Returns the new id of each type.</summary>
    /// <param name="survivorOf">For each type, the type that replaces it, or itself. Takes the own types that remain, in their order.</param>
    /// <param name="firstOwn">The first type that is not a base's.</param>
    /// <param name="count">The number of own types that remain.</param>
    private static uint[] NumberSurvivors(Span<int> survivorOf, int firstOwn, out int count)
    {
        var ids = new uint[survivorOf.Length];
        uint next = (uint)firstOwn;
        for (int node = 0; node < ids.Length; node++)
        {
            if (node < firstOwn)
            {
                ids[node] = (uint)node;
            }
            else if (survivorOf[node] == node)
            {
                ids[node] = next++;
            }
        }

        count = 0;
        for (int node = 1; node < ids.Length; node++)
        {
            int survivor = survivorOf[node];
            ids[node] = ids[survivor];
            if (node >= firstOwn && survivor == node)
            {
                survivorOf[count++] = node;
            }
        }

        return ids;
    }
}

using Btf.Compression;

namespace Btf.Testing;

/// <summary>All parts of the library that accept hostile input.</summary>
public static class FuzzTargets
{
    // The most bytes that opening may decompress: enough for the seeds, and few enough for the time limit.
    private const long MaxDecompressedSize = 1 << 20;

    // Lasting buffers, such as those of the shared pool, are allocated by the first case that needs them.
    private const long Slack = 4 << 20;

    // Two openings allocate decompressors, at most one for each of four layers, of which bzip2's is the largest, and 8 MB for places that look like compressed
    // data. Lzma's dictionaries are added to this.
    private const long DecoderAllowance = 2 * ((4 * (6L << 20)) + (8L << 20));
    private const long MostDictionary = 128 << 20;
    private const long DictionaryRatio = 8192;

    // The most text for small data: a dump stops only a few MB after its limit.
    private const long TextAllowance = 64 << 20;

    // The time limit is for a whole case. If one type is slow, a hundred thousand derived ones are as well.
    private const int MostWalked = 1000;

    private static readonly NameLookup[] _lookups = Enum.GetValues<NameLookup>();

    static FuzzTargets() => BtfCompression.Register();

    /// <summary>The options with which targets open their inputs.</summary>
    public static BtfOpenOptions Options { get; } = new() { MaxDecompressedSize = MaxDecompressedSize };

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("open", "opens raw BTF, and reads it forward", FuzzForm.Raw, OpenRaw, Opening),
        new("elf", "opens ELF files", FuzzForm.Elf, OpenFile, Opening),
        new("compressed", "opens compressed files", FuzzForm.Compressed, OpenFile, Opening),
        new("walk", "reads every property of every view", FuzzForm.Raw, With(btf => Walker.Everything(btf, MostWalked)), Quadratic),
        new("names", "looks names up and searches by patterns", FuzzForm.Raw, Names, Quadratic),
        new("paths", "resolves member paths", FuzzForm.Raw, With(PathQueries.Run), Quadratic),
        new("sizes", "sizes and alignments of every type", FuzzForm.Raw, With(SizeQueries.Run), Quadratic),
        new("references", "who refers to a type, and the functions that take it", FuzzForm.Raw, With(ReferenceQueries.Run), Opening),
        new("dump-c", "writes all types as C, and each by itself", FuzzForm.Raw, With(DumpQueries.C), Quadratic),
        new("dump-raw", "lists all types, as text and as JSON", FuzzForm.Raw, With(DumpQueries.Raw), Quadratic),
        new("dump-layout", "writes each type's layout, and draws it", FuzzForm.Raw, With(DumpQueries.Layout), Quadratic),
        new("values", "writes values of types", FuzzForm.Raw, With(ValueQueries.Run), Quadratic),
        new("verify", "asks both rule sets for one finding and for all", FuzzForm.Raw, VerifierQueries.Run, Linear),
        new("build", "builds types anew, by record, by import and as a whole", FuzzForm.Raw, With(BuilderQueries.Run), Opening),
        new("rewrite", "merges, sorts, strips and compares", FuzzForm.Raw, With(RewriteQueries.Run), Opening),
        new("extension", "reads and rewrites .BTF.ext sections", FuzzForm.Extension, ExtensionQueries.Run, Quadratic),
        new("core", "fits a BPF object to a target, judges it, and makes the part that it needs", FuzzForm.Program, ObjectQueries.Run, Quadratic),
        new("relocate", "puts a module onto another base", FuzzForm.Module, RelocationQueries.Run, Opening),
    ];

    public static FuzzTarget Find(string name) => All.Single(target => target.Name == name);

    /// <summary>Opens the data with its base; null if either is refused.</summary>
    public static BtfObject? Open(FuzzInput input, out BtfObject? baseObject, BtfOpenOptions? options = null)
    {
        baseObject = null;
        BtfError error;
        if (input.HasBase && !BtfObject.TryFromMemory(input.Base, out baseObject, out error, options: Options))
        {
            CheckReason(error);
            return null;
        }

        if (BtfObject.TryFromMemory(input.Data, out BtfObject? btf, out error, baseObject, options ?? Options))
        {
            return btf;
        }

        CheckReason(error);
        return null;
    }

    /// <summary>
    /// Returns the number of bytes that a target may hold outside the managed heap: decompressed data in doubling buffers, its parts, and indexes of the data.
    /// </summary>
    public static long NativeBound(long length) => (10 * MaxDecompressedSize) + (64 * length);

    private static Func<FuzzInput, bool> With(Action<BtfObject> use) => input =>
    {
        using BtfObject? btf = Open(input, out BtfObject? baseObject);
        using (baseObject)
        {
            if (btf is not null)
            {
                use(btf);
            }

            return btf is not null;
        }
    };

    private static long Linear(long length) => Slack + (256 * length);

    private static long Opening(long length) => DecoderAllowance + Math.Min(MostDictionary, DictionaryRatio * length) + Linear(length);

    // Calls may make as many strings as the data has bytes, each as long as the data.
    private static long Quadratic(long length) => TextAllowance + Linear(length) + (4096 * length) + (16 * length * length);

    private static bool OpenRaw(FuzzInput input)
    {
        using BtfObject? btf = Open(input, out BtfObject? baseObject);
        using (baseObject)
        {
            if (!input.HasBase || baseObject is not null)
            {
                CheckTwin(input, baseObject, btf is not null);
            }
        }

        ReadForward(input.Data.Span);
        return btf is not null;
    }

    private static void ReadForward(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new BtfTypeReader(data);
            while (reader.Read())
            {
                BtfRecord record = reader.Current;
                _ = record.GetWord(record.WordCount - 1);
                reader.Strings.TryGet(record.NameOffset, out _);
            }
        }
        catch (BtfFormatException)
        {
            // One of the two legal outcomes.
        }
    }

    private static bool OpenFile(FuzzInput input)
    {
        using BtfObject? btf = Open(input, out BtfObject? baseObject);
        using (baseObject)
        {
            if (btf is null)
            {
                return false;
            }

            foreach (BtfType type in btf.Types)
            {
                _ = type.Name.TryGetUtf8(out _);
            }

            return true;
        }
    }

    private static bool Names(FuzzInput input)
    {
        ulong[] answers = new ulong[_lookups.Length];
        bool opened = false;
        for (int i = 0; i < _lookups.Length; i++)
        {
            using BtfObject? btf = Open(input, out BtfObject? baseObject, new BtfOpenOptions { NameLookup = _lookups[i], MaxDecompressedSize = MaxDecompressedSize });
            using (baseObject)
            {
                opened = btf is not null;
                answers[i] = btf is null ? 0 : NameQueries.Run(btf);
            }
        }

        Expect(answers.All(answer => answer == answers[0]), "An index and a search find different types.");
        return opened;
    }

    /// <summary>Checks that the throwing form has the same result.</summary>
    private static void CheckTwin(FuzzInput input, BtfObject? baseObject, bool opens)
    {
        bool opened = true;
        try
        {
            BtfObject.FromMemory(input.Data, baseObject, Options).Dispose();
        }
        catch (BtfFormatException)
        {
            opened = false;
        }

        Expect(opened == opens, "The two forms of opening have different results.");
    }

    private static void CheckReason(BtfError error) => Expect(error.Code != BtfErrorCode.None && error.Message.Length > 0, "There is no reason.");

    internal static void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}

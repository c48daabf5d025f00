namespace Btf.Testing;

/// <summary>The seeds of fuzzing: built objects, fixtures, and small files of the corpus if it is present.</summary>
public static class FuzzSeeds
{
    private const int Generated = 24;
    private const int GeneratedSeed = 11;
    private const int LargestVector = 2048;
    private static readonly string[] _families = ["seeds", "verify", "layout", "split", "matrix"];
    private static readonly string[] _packings = ["xz", "xz-x86", "xz-blocks", "lzma", "zstd", "zstd-fast", "bzip2", "lz4", "lz4-legacy"];
    private static readonly Dictionary<FuzzForm, IReadOnlyList<byte[]>> _known = [];

    /// <summary>Returns the seeds of a form.</summary>
    public static IReadOnlyList<byte[]> Of(FuzzForm form)
    {
        lock (_known)
        {
            if (!_known.TryGetValue(form, out IReadOnlyList<byte[]>? seeds))
            {
                seeds = form switch
                {
                    FuzzForm.Module => [.. Modules()],
                    FuzzForm.Elf => [.. Elves()],
                    FuzzForm.Program => [.. Programs()],
                    FuzzForm.Extension => [.. Extensions()],
                    FuzzForm.Compressed => [.. Packed()],
                    _ => [.. Raw(), .. Splits(), .. Vectored()],
                };
                _known.Add(form, seeds);
            }

            return seeds;
        }
    }

    /// <summary>Returns a kernel to which the modules of <see cref="Of"/> can be relocated.</summary>
    public static BtfBuilder Kernel(bool bigEndian)
    {
        BtfBuilder kernel = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        kernel.AddStruct("pair", 8, ("first", 3u, 0), ("second", 3u, 32));
        kernel.AddUnion("either", 8, ("whole", 3u, 0));
        kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        kernel.AddStruct("opaque", 64);
        kernel.AddEnum("colour", 4, false, ("RED", 0));
        kernel.AddFloat("double", 8);
        kernel.AddInt("char", 1, BtfIntEncoding.Signed);
        kernel.AddStruct("twice", 4, ("a", 3u, 0));
        kernel.AddStruct("twice", 8, ("a", 3u, 0), ("b", 3u, 32));
        return kernel;
    }

    private static IEnumerable<byte[]> Raw()
    {
        foreach (bool bigEndian in (bool[])[false, true])
        {
            yield return SampleBtf.EveryKind(bigEndian).ToArray();
            yield return WithLayout(bigEndian);
            yield return SectionOrder.Rewrite(WithLayout(bigEndian), "slt", 0);
            yield return SectionOrder.Rewrite(WithLayout(bigEndian), "lst", 5);
            yield return Many(bigEndian);
        }

        yield return Fixture.Read("kinds-el.btf");
        yield return Fixture.Read("kinds-eb.btf");
        yield return VerifierSamples.SpecialFields().ToArray();
        var random = new Random(GeneratedSeed);
        for (int i = 0; i < Generated; i++)
        {
            yield return VerifierSamples.Generated(random).ToArray();
        }
    }

    /// <summary>Returns an object with so many records that several threads build its index.</summary>
    private static byte[] Many(bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        for (uint i = 0; i < 1500; i++)
        {
            builder.AddPointer(i % 19 + 1);
        }

        return builder.ToArray();
    }

    private static byte[] WithLayout(bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        uint parameter = builder.AddLocationParameter(8, (BtfLocationFlags)0x38, 7, 24);
        uint locations = builder.AddLocationPrototype(parameter, 0);
        builder.AddLocationSection("inline.text", (12u, locations, 64), (12u, locations, 128));
        builder.AddRaw(0, RawBtf.Info(RecordShape.LastKind + 1, 2), 0, 1, 2, 3, 4, 5);
        RawEnvelope envelope = new() { LayoutEntries = [.. RawLayoutEntry.UpTo(RecordShape.LastKind), new(4, 8)] };
        return envelope.Wrap(builder);
    }

    private static IEnumerable<byte[]> Splits()
    {
        foreach (bool bigEndian in (bool[])[false, true])
        {
            BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
            using BtfObject kernelObject = BtfObject.FromMemory(kernel.ToArray());
            BtfBuilder module = new(kernelObject);
            module.AddStruct("pair", 8, ("first", 8u, 0), ("own", 20u, 32));
            module.AddFunctionPrototype(20, ("count", 2u), ("own", 21u));
            module.AddFunction("added", 21);
            yield return FuzzInput.Pair(kernel.ToArray(), module.ToArray());
        }
    }

    private static IEnumerable<byte[]> Modules()
    {
        foreach (bool bigEndian in (bool[])[false, true])
        {
            BtfBuilder distilled = new() { ByteOrder = ByteOrders.Of(bigEndian) };
            distilled.AddInt("int", 4, BtfIntEncoding.Signed);
            distilled.AddStruct("pair", 8);
            distilled.AddUnion("either", 8);
            distilled.AddForward("opaque");
            distilled.AddEnum("colour", 4, false);
            distilled.AddFloat("double", 8);
            using BtfObject distilledObject = BtfObject.FromMemory(distilled.ToArray());
            BtfBuilder module = new(distilledObject);
            uint pointer = module.AddPointer(4);
            module.AddStruct("holder", 32, ("in", 2u, 0), ("p", pointer, 64), ("u", 3u, 128), ("c", 5u, 192));
            module.AddFunctionPrototype(1, ("p", pointer), ("d", 6u));
            module.AddFunction("work", pointer + 2);
            module.AddArray(2, 1, 4);
            module.AddVariable("v", pointer);
            module.AddDataSection(".data", 8, (pointer + 5, 0, 8));
            yield return FuzzInput.Pair(distilled.ToArray(), module.ToArray());
        }
    }

    private static IEnumerable<byte[]> Programs()
    {
        foreach (string name in (string[])["relocations-el.bpf.o", "relocations-eb.bpf.o"])
        {
            byte[] program = Fixture.Read(name);
            yield return FuzzInput.Pair(new ElfSections(program).Find(".BTF")!, program);
        }

        if (SharedData.Folder is null)
        {
            yield break;
        }

        IReadOnlyList<BtfVector> vectors = Vectors.Read("core");
        for (int i = 0; i < vectors.Count; i += 3)
        {
            yield return FuzzInput.Pair(vectors[i].Slice("target"), vectors[i].Slice("object"));
        }
    }

    private static IEnumerable<byte[]> Extensions()
    {
        foreach (string name in (string[])["relocations-el.bpf.o", "relocations-eb.bpf.o"])
        {
            var sections = new ElfSections(Fixture.Read(name));
            yield return FuzzInput.Pair(sections.Find(".BTF")!, sections.Find(".BTF.ext")!);
        }

        if (SharedData.Folder is null)
        {
            yield break;
        }

        IReadOnlyList<BtfVector> vectors = Vectors.Read("core");
        for (int i = 0; i < vectors.Count; i += 5)
        {
            var sections = new ElfSections(vectors[i].Slice("object"));
            if (sections.Find(".BTF") is { } types && sections.Find(".BTF.ext") is { } extension)
            {
                yield return FuzzInput.Pair(types, extension);
            }
        }
    }

    private static IEnumerable<byte[]> Elves()
    {
        byte[] btf = SampleBtf.EveryKind().ToArray();
        (byte[] distilled, byte[] module) = FuzzInput.Split(Of(FuzzForm.Module)[0]);
        foreach (bool is64 in (bool[])[false, true])
        {
            foreach (bool bigEndian in (bool[])[false, true])
            {
                ElfBuilder plain = new(is64, bigEndian);
                plain.Add(".text", [1, 2, 3]);
                plain.Add(".BTF", btf);
                plain.Add(".BTF.ext", new byte[32]);
                yield return plain.Build();

                ElfBuilder packed = new(is64, bigEndian);
                packed.AddCompressed(".BTF", 1, Packer.Zlib(btf), (uint)btf.Length);
                yield return packed.Build();

                ElfBuilder own = new(is64, bigEndian);
                own.Add(".BTF.base", distilled);
                own.Add(".BTF", module);
                yield return own.Build();
            }
        }
    }

    private static IEnumerable<byte[]> Packed()
    {
        byte[] btf = SampleBtf.EveryKind().ToArray();
        byte[] elf = Of(FuzzForm.Elf)[0];
        yield return Packer.Pack("gzip", btf);
        yield return Packer.Pack("gzip", elf);
        yield return Packer.Pack("gzip", Packer.Pack("gzip", btf));
        foreach (string format in _packings)
        {
            if (Oracles.FindProgram(Packer.Programs[format][0]) is not null)
            {
                yield return Packer.Pack(format, btf);
                yield return Packer.Pack(format, elf);
            }
        }
    }

    private static IEnumerable<byte[]> Vectored()
    {
        if (SharedData.Folder is null)
        {
            yield break;
        }

        foreach (string family in _families)
        {
            IReadOnlyList<BtfVector> vectors = Vectors.Read(family);
            for (int i = 0; i < vectors.Count; i += 1 + (vectors.Count / 40))
            {
                BtfVector vector = vectors[i];
                if (vector.Blob.Length + vector.Bases.Sum(part => part.Length) < LargestVector)
                {
                    yield return vector.Bases.Count == 0 ? vector.Blob : FuzzInput.Pair(vector.Bases[0], vector.Blob);
                }
            }
        }
    }
}

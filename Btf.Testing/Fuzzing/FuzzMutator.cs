namespace Btf.Testing;

/// <summary>Makes inputs from inputs: by records if the format can be parsed, else by bytes, and with pieces of other inputs.</summary>
public sealed class FuzzMutator
{
    private const int MagicLength = 2;
    private readonly Random _random;
    private readonly RecordMutator _records;
    private readonly ElfMutator _elves;
    private readonly Wrapper _wrapper;

    public FuzzMutator(Random random, IReadOnlyList<byte[]> seeds)
    {
        _random = random;
        RecordModel[] models = [.. Models(seeds)];
        _records = new RecordMutator(random, models.Length == 0 ? [.. Models(FuzzSeeds.Of(FuzzForm.Raw))] : models);
        _elves = new ElfMutator(random, content => Mutate(content, content));
        _wrapper = new Wrapper(random);
    }

    /// <summary>Returns a mutant.</summary>
    /// <param name="parent">The input to change.</param>
    /// <param name="other">Another input to take pieces from.</param>
    public byte[] Next(byte[] parent, byte[] other)
    {
        if (!FuzzInput.IsPair(parent))
        {
            return Mutate(parent, other);
        }

        (byte[] baseData, byte[] data) = FuzzInput.Split(parent);
        (byte[] otherBase, byte[] otherData) = FuzzInput.Split(other);
        return _random.Next(8) switch
        {
            0 when otherBase.Length > 0 => FuzzInput.Pair(otherBase, data),
            < 3 => FuzzInput.Pair(Mutate(baseData, otherBase), data),
            3 => FuzzInput.Pair(Mutate(baseData, otherBase), Mutate(data, otherData)),
            _ => FuzzInput.Pair(baseData, Mutate(data, otherData)),
        };
    }

    private static IEnumerable<RecordModel> Models(IReadOnlyList<byte[]> seeds) =>
        seeds.Select(file => TryParse(FuzzInput.Split(file).Data)).OfType<RecordModel>();

    private static RecordModel? TryParse(byte[] data)
    {
        // Only data that is BTF from its first byte.
        if (data.Length < BtfHeader.MinimumLength || !BtfHeader.TryParse(data, out _, out _))
        {
            return null;
        }

        try
        {
            return RecordModel.Parse(data);
        }
        catch (BtfFormatException)
        {
            return null;
        }
    }

    private byte[] Mutate(byte[] data, byte[] other) => (_random.Next(4) != 0 ? MutateByFormat(data, other) : null) ?? MutateBytes(data, other);

    private byte[]? MutateByFormat(byte[] data, byte[] other)
    {
        if (TryParse(data) is { Records.Count: > 0 } model)
        {
            data = _records.Mutate(model);
            return _random.Next(8) == 0 ? ChangeBytes(data) : data;
        }

        if (ElfImage.TryParse(data) is { } elf)
        {
            return _elves.Mutate(elf);
        }

        if (!Wrapper.IsWrapped(data))
        {
            return null;
        }

        // A mutant of the container's content, or of a seed if the content is damaged, in a container of any format.
        byte[] content = Wrapper.Unwrap(data, FuzzLoop.LargestInput) is { } whole ? Mutate(whole, other) : _records.Next();
        return _wrapper.Wrap(content);
    }

    private byte[] MutateBytes(byte[] data, byte[] other)
    {
        if (_random.Next(8) == 0 && other.Length > 0)
        {
            data = [.. data[.._random.Next(data.Length + 1)], .. other[_random.Next(other.Length)..]];
        }

        data = ChangeBytes(_random.Next(8) == 0 ? ByteMutator.Splice(data, _random) : [.. data]);
        if (_random.Next(2) == 0)
        {
            ContainerChecksums.Repair(data);
        }

        return data;
    }

    private byte[] ChangeBytes(byte[] data)
    {
        for (int changes = _random.Next(1, 5); changes > 0; changes--)
        {
            ByteMutator.Change(data, _random.Next(64) == 0 ? 0 : MagicLength, _random);
        }

        return data;
    }
}

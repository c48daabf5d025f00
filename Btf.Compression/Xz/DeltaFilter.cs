namespace Btf.Compression;

/// <summary>The delta filter. The encoder replaced each byte by its difference from the byte 1 to 256 places before it.</summary>
internal sealed class DeltaFilter : XzFilter
{
    private readonly byte[] _history;
    private int _next;

    private DeltaFilter(int distance) => _history = new byte[distance];

    public static DeltaFilter Create(ReadOnlySpan<byte> properties) => properties is [byte distance]
        ? new DeltaFilter(distance + 1)
        : throw new InvalidDataException($"its delta filter has {properties.Length} bytes of properties instead of 1");

    public override int Decode(Span<byte> data)
    {
        foreach (ref byte value in data)
        {
            ref byte earlier = ref _history[_next];
            value += earlier;
            earlier = value;
            _next = _next + 1 == _history.Length ? 0 : _next + 1;
        }

        return data.Length;
    }
}

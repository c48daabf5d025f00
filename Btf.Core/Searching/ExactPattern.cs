namespace Btf.Core;

/// <summary>See <see cref="BtfNamePattern.Exact"/>.</summary>
internal sealed class ExactPattern(byte[] text) : BtfNamePattern
{
    private readonly byte[] _terminated = [.. text, 0];

    internal override ReadOnlySpan<byte> RequiredText => text;

    internal override ReadOnlySpan<byte> Beginning => _terminated;

    /// <inheritdoc/>
    public override bool IsMatch(ReadOnlySpan<byte> name) => name.SequenceEqual(text);

    /// <inheritdoc/>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(text);
}

namespace Btf.Core;

/// <summary>See <see cref="BtfNamePattern.Exact"/>.</summary>
internal sealed class ExactPattern(byte[] text) : BtfNamePattern
{
    internal override ReadOnlySpan<byte> RequiredText => text;

    /// <inheritdoc/>
    public override bool IsMatch(ReadOnlySpan<byte> name) => name.SequenceEqual(text);

    /// <inheritdoc/>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(text);
}

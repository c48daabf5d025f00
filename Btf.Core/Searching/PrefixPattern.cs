namespace Btf.Core;

/// <summary>See <see cref="BtfNamePattern.Prefix"/>.</summary>
internal sealed class PrefixPattern(byte[] text) : BtfNamePattern
{
    internal override ReadOnlySpan<byte> RequiredText => text;

    internal override ReadOnlySpan<byte> Beginning => text;

    /// <inheritdoc/>
    public override bool IsMatch(ReadOnlySpan<byte> name) => name.StartsWith(text);

    /// <inheritdoc/>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(text) + "*";
}

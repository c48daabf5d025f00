namespace Btf.Core;

/// <summary>Writes types as text.</summary>
public static partial class BtfDump
{
}

namespace Btf.Core;

/// <summary>How <see cref="BtfDump.WriteLayout(BtfType, System.Buffers.IBufferWriter{byte}, BtfLayoutStyle)"/> writes a layout.</summary>
[Flags]
public enum BtfLayoutStyle
{
    /// <summary>Pahole's default form.</summary>
    None = 0,

    /// <summary>The members of named structures and unions are written in place, to any depth.</summary>
    Expanded = 1,

    /// <summary>Offsets and sizes of members are hexadecimal.</summary>
    Hexadecimal = 2,
}

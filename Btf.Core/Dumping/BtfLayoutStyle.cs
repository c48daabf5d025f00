namespace Btf.Core;

/// <summary>How <see cref="BtfDump.WriteLayout(BtfType, System.Buffers.IBufferWriter{byte}, BtfLayoutStyle)"/> writes a layout.</summary>
[Flags]
public enum BtfLayoutStyle
{
    /// <summary>In the form of pahole's default.</summary>
    None = 0,

    /// <summary>Members that are structures and unions with names are written in place, to any depth.</summary>
    Expanded = 1,

    /// <summary>Places and sizes of members are hexadecimal.</summary>
    Hexadecimal = 2,
}

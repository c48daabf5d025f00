namespace Btf.Core.Programs;

/// <summary>The operation of an arithmetic instruction: the upper four bits of its code.</summary>
internal enum BpfOperation : byte
{
    Add = 0x00,
    Subtract = 0x10,
    Multiply = 0x20,
    Divide = 0x30,
    Or = 0x40,
    And = 0x50,
    ShiftLeft = 0x60,
    ShiftRight = 0x70,
    Negate = 0x80,
    Modulo = 0x90,
    ExclusiveOr = 0xA0,
    Move = 0xB0,
    ShiftRightSigned = 0xC0,
    ByteOrder = 0xD0,
}

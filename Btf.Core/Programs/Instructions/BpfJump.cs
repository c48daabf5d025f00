namespace Btf.Core.Programs;

/// <summary>The operation of a jump: the upper four bits of its code.</summary>
internal enum BpfJump : byte
{
    Always = 0x00,
    Equal = 0x10,
    Greater = 0x20,
    GreaterOrEqual = 0x30,
    AnyBit = 0x40,
    NotEqual = 0x50,
    SignedGreater = 0x60,
    SignedGreaterOrEqual = 0x70,
    Call = 0x80,
    Exit = 0x90,
    Less = 0xA0,
    LessOrEqual = 0xB0,
    SignedLess = 0xC0,
    SignedLessOrEqual = 0xD0,
    Maybe = 0xE0,
}

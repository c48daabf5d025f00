namespace Btf.Core.Programs;

/// <summary>The class of a BPF instruction: the low three bits of its code.</summary>
internal enum BpfClass
{
    Load = 0,
    LoadRegister = 1,
    Store = 2,
    StoreRegister = 3,
    Arithmetic32 = 4,
    Jump = 5,
    Jump32 = 6,
    Arithmetic64 = 7,
}

namespace Btf.Core;

/// <summary>Fields of structures that BPF gives a meaning to.</summary>
[Flags]
internal enum SpecialKinds : uint
{
    None = 0,
    SpinLock = 1,
    ResilientSpinLock = 1 << 1,
    ListHead = 1 << 2,
    ListNode = 1 << 3,
    TreeRoot = 1 << 4,
    TreeNode = 1 << 5,
    ReferenceCount = 1 << 6,
    KernelPointer = 1 << 7,

    /// <summary>What holds other objects.</summary>
    Roots = ListHead | TreeRoot,

    /// <summary>What is held in others.</summary>
    Nodes = ListNode | TreeNode,

    /// <summary>Of which a structure has one at most.</summary>
    Unique = SpinLock | ResilientSpinLock,
}

namespace Btf.Core;

/// <summary>The fields of structures that have a meaning for BPF.</summary>
[Flags]
internal enum SpecialKinds : byte
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

    /// <summary>Fields that hold other objects.</summary>
    Roots = ListHead | TreeRoot,

    /// <summary>Fields by which other objects hold the structure.</summary>
    Nodes = ListNode | TreeNode,

    /// <summary>Fields that a structure may have only once.</summary>
    Unique = SpinLock | ResilientSpinLock,
}

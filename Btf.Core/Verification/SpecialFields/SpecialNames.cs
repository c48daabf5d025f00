namespace Btf.Core;

/// <summary>The types that have a meaning for BPF, which recognizes them by name and size.</summary>
internal static class SpecialNames
{
    public const uint PointerSize = 8;

    /// <summary>Returns the meaning of a field by the name of its type.</summary>
    public static SpecialKinds KindOf(ReadOnlySpan<byte> name)
    {
        if (!name.StartsWith("bpf_"u8))
        {
            return SpecialKinds.None;
        }

        ReadOnlySpan<byte> rest = name["bpf_"u8.Length..];
        return rest.SequenceEqual("spin_lock"u8) ? SpecialKinds.SpinLock
            : rest.SequenceEqual("res_spin_lock"u8) ? SpecialKinds.ResilientSpinLock
            : rest.SequenceEqual("list_head"u8) ? SpecialKinds.ListHead
            : rest.SequenceEqual("list_node"u8) ? SpecialKinds.ListNode
            : rest.SequenceEqual("rb_root"u8) ? SpecialKinds.TreeRoot
            : rest.SequenceEqual("rb_node"u8) ? SpecialKinds.TreeNode
            : rest.SequenceEqual("refcount"u8) ? SpecialKinds.ReferenceCount
            : SpecialKinds.None;
    }

    /// <summary>Returns the size in bytes.</summary>
    public static uint SizeOf(SpecialKinds kind) => kind switch
    {
        SpecialKinds.SpinLock or SpecialKinds.ResilientSpinLock or SpecialKinds.ReferenceCount => 4,
        SpecialKinds.ListHead or SpecialKinds.TreeRoot => 16,
        SpecialKinds.ListNode => 24,
        SpecialKinds.TreeNode => 32,
        _ => PointerSize,
    };

    /// <summary>Returns the alignment in bytes.</summary>
    public static uint AlignmentOf(SpecialKinds kind) => Math.Min(SizeOf(kind), PointerSize);
}

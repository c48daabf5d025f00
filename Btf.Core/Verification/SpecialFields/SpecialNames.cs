namespace Btf.Core;

/// <summary>The types that BPF gives a meaning to, which it recognizes by their names and sizes.</summary>
internal static class SpecialNames
{
    public const uint PointerSize = 8;

    /// <summary>Returns the meaning of a field whose type has a name.</summary>
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

    /// <summary>In bytes.</summary>
    public static uint SizeOf(SpecialKinds kind) => kind switch
    {
        SpecialKinds.SpinLock or SpecialKinds.ResilientSpinLock or SpecialKinds.ReferenceCount => 4,
        SpecialKinds.ListHead or SpecialKinds.TreeRoot => 16,
        SpecialKinds.ListNode => 24,
        SpecialKinds.TreeNode => 32,
        _ => PointerSize,
    };

    /// <summary>In bytes.</summary>
    public static uint AlignmentOf(SpecialKinds kind) => Math.Min(SizeOf(kind), PointerSize);
}

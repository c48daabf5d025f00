using System.Buffers;

namespace Btf.Core;

/// <summary>
/// Makes the fourth pass: checks structures with fields that have a meaning for BPF (<c>Documentation/bpf/graph_ds_impl.rst</c>, <c>kfuncs.rst</c>).
/// </summary>
/// <remarks>
/// It checks only structures that have such a member themselves; in these, everything nested counts. Most objects have no such structure, which one look at
/// each name and pointer shows. A multiple of the data's size bounds the work: an object that would need more has more lists and trees than any program, and is
/// refused.
/// </remarks>
internal static class SpecialFieldRules
{
    private const SpecialKinds Listed = SpecialKinds.SpinLock | SpecialKinds.Roots | SpecialKinds.Nodes | SpecialKinds.ReferenceCount;
    private const int StepsPerByte = 64;

    /// <summary>Checks every structure.</summary>
    public static void CheckAll(scoped ref VerifierContext context)
    {
        int count = context.Kinds.Length;
        byte[]? marks = Mark(context);
        if (marks is null)
        {
            return;
        }

        byte[] heights = ArrayPool<byte>.Shared.Rent(count);
        byte[] kinds = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            heights.AsSpan(0, count).Clear();
            kinds.AsSpan(0, count).Clear();
            var search = new SpecialFieldSearch(heights.AsSpan(0, count), (long)StepsPerByte * context.TypeSectionLength);
            _ = CheckStructs(ref context, ref search, marks, kinds) && CheckCycles(ref context, ref search, kinds);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(marks);
            ArrayPool<byte>.Shared.Return(heights);
            ArrayPool<byte>.Shared.Return(kinds);
        }
    }

    /// <summary>Marks the first structure with each name, and all pointers to kernel objects. Returns null if there are none.</summary>
    private static byte[]? Mark(in VerifierContext context)
    {
        byte[]? marks = null;
        SpecialKinds seen = SpecialKinds.None;
        for (int i = 0; i < context.Kinds.Length; i++)
        {
            uint id = context.FirstTypeId + (uint)i;
            var kind = (BtfKind)context.Kinds[i];
            bool found = false;
            if (kind == BtfKind.Struct && IsListed(context, id, out SpecialKinds special))
            {
                found = (seen & special) == 0;
                seen |= special;
            }
            else if (kind is BtfKind.Ptr or BtfKind.Volatile)
            {
                SpecialFieldSearch.FindPointer(context, id, out found);
            }

            if (found)
            {
                if (marks is null)
                {
                    marks = ArrayPool<byte>.Shared.Rent(context.Kinds.Length);
                    marks.AsSpan(0, context.Kinds.Length).Clear();
                }

                marks[i] = 1;
            }
        }

        return marks;
    }

    private static bool IsListed(in VerifierContext context, uint id, out SpecialKinds special)
    {
        special = SpecialKinds.None;
        if (context.TryGetString(context.WordOf(id, RecordFormat.NameOffsetField), out ReadOnlySpan<byte> name) && name.StartsWith("bpf_"u8))
        {
            special = SpecialNames.KindOf(name[..Math.Max(0, name.IndexOf((byte)0))]) & Listed;
        }

        return special != SpecialKinds.None;
    }

    private static bool CheckStructs(scoped ref VerifierContext context, ref SpecialFieldSearch search, ReadOnlySpan<byte> marks, Span<byte> kinds)
    {
        for (int i = 0; i < context.Kinds.Length; i++)
        {
            uint id = context.FirstTypeId + (uint)i;
            if ((BtfKind)context.Kinds[i] == BtfKind.Struct && HasMarkedMember(context, id, marks))
            {
                BtfFindingCode code = search.Search(context, id);
                if (code == BtfFindingCode.None)
                {
                    code = CheckFields(context, ref search, id, out SpecialKinds found);
                    kinds[i] = (byte)found;
                }

                if (code != BtfFindingCode.None && !context.Report(code, context.RecordOf(id), 0))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool HasMarkedMember(in VerifierContext context, uint id, ReadOnlySpan<byte> marks)
    {
        uint field = RecordFormat.HeadSize + 4;
        for (int i = context.ElementCount(id, ElementRules.MemberSize); i > 0; i--, field += ElementRules.MemberSize)
        {
            uint index = context.WordOf(id, field) - context.FirstTypeId;
            if (index < (uint)context.Kinds.Length && marks[(int)index] != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static BtfFindingCode CheckFields(in VerifierContext context, ref SpecialFieldSearch search, uint id, out SpecialKinds found)
    {
        found = SpecialKinds.None;
        uint size = context.SizeOrTypeOf(id);
        uint next = 0;
        for (int i = 0; i < search.Count; i++)
        {
            SpecialField field = search.Fields[i];
            uint end = unchecked(field.Offset + SpecialNames.SizeOf(field.Kind));
            if (end > size)
            {
                return BtfFindingCode.SpecialFieldUnset;
            }

            if (field.Offset < next)
            {
                return BtfFindingCode.SpecialFieldsOverlap;
            }

            next = end;
            found |= field.Kind;
            BtfFindingCode code = (field.Kind & SpecialKinds.Roots) != 0 ? CheckNode(context, ref search, field) : BtfFindingCode.None;
            if (code != BtfFindingCode.None)
            {
                return code;
            }
        }

        const SpecialKinds locks = SpecialKinds.SpinLock | SpecialKinds.ResilientSpinLock;
        bool wrong = (found & locks) == locks
            || ((found & SpecialKinds.Roots) != 0 && (found & locks) == 0)
            || ((found & SpecialKinds.Nodes) == SpecialKinds.Nodes && (found & SpecialKinds.ReferenceCount) == 0);
        return search.Count == 0 ? BtfFindingCode.SpecialFieldUnset
            : wrong ? BtfFindingCode.SpecialField
            : BtfFindingCode.None;
    }

    /// <summary>Checks the node by which a list or tree holds a structure: it is a member of the structure, and its type fits the root.</summary>
    private static BtfFindingCode CheckNode(in VerifierContext context, ref SpecialFieldSearch search, SpecialField root)
    {
        ReadOnlySpan<byte> name = context.StringAt(root.Tag)[SpecialFieldSearch.HeldTag.Length..];
        name = name[(name.IndexOf((byte)':') + 1)..];
        SpecialKinds expected = root.Kind == SpecialKinds.ListHead ? SpecialKinds.ListNode : SpecialKinds.TreeNode;
        bool found = false;
        int members = context.ElementCount(root.HeldTypeId, ElementRules.MemberSize);
        if (!search.Spend(members))
        {
            return BtfFindingCode.SpecialFieldsTooMany;
        }

        TypeRecord held = context.RecordOf(root.HeldTypeId);
        uint member = held.Offset + RecordFormat.HeadSize;
        for (int i = 0; i < members; i++, member += ElementRules.MemberSize)
        {
            if (!context.StringAt(context.Word(member)).SequenceEqual(name))
            {
                continue;
            }

            uint type = context.Word(member + 4);
            context.TryGetKind(type, out BtfKind kind);
            if (found || kind != BtfKind.Struct || SpecialNames.KindOf(context.StringAt(context.WordOf(type, RecordFormat.NameOffsetField))) != expected)
            {
                return BtfFindingCode.SpecialField;
            }

            // The kernel decodes the offset by the kind flag of the node's own type, not of the structure around it.
            uint bits = RecordFormat.MemberBitOffset(context.Word(member + 8), context.KindFlagOf(type));
            if (bits % (8 * SpecialNames.PointerSize) != 0)
            {
                return BtfFindingCode.SpecialField;
            }

            found = true;
        }

        return found ? BtfFindingCode.None : BtfFindingCode.SpecialFieldTarget;
    }

    /// <summary>Checks that an element of a list or tree contains no list or tree whose elements contain another one, so nothing can contain itself.</summary>
    private static bool CheckCycles(scoped ref VerifierContext context, ref SpecialFieldSearch search, ReadOnlySpan<byte> kinds)
    {
        for (int i = 0; i < context.Kinds.Length; i++)
        {
            if (((SpecialKinds)kinds[i] & SpecialKinds.Roots) == 0)
            {
                continue;
            }

            uint id = context.FirstTypeId + (uint)i;
            BtfFindingCode code = search.Search(context, id);
            for (int j = 0; j < search.Count && code == BtfFindingCode.None; j++)
            {
                SpecialField field = search.Fields[j];
                if ((field.Kind & SpecialKinds.Roots) != 0)
                {
                    var held = (SpecialKinds)kinds[(int)(field.HeldTypeId - context.FirstTypeId)];
                    code = held == SpecialKinds.None ? BtfFindingCode.SpecialFieldUnset
                        : ((SpecialKinds)kinds[i] & SpecialKinds.Nodes) != 0 && (held & SpecialKinds.Roots) != 0 ? BtfFindingCode.SpecialFieldCycle
                        : BtfFindingCode.None;
                }
            }

            if (code != BtfFindingCode.None && !context.Report(code, context.RecordOf(id), 0))
            {
                return false;
            }
        }

        return true;
    }
}

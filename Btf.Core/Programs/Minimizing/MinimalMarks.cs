using System.Diagnostics.CodeAnalysis;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Marks the parts of types that CO-RE records need. It observes the resolver, which reports each candidate and the access into it.</summary>
internal sealed class MinimalMarks(bool likeBpftool) : ICoreObserver
{
    private readonly Dictionary<BtfObject, SortedDictionary<uint, MinimalType>> _kept = [];
    private readonly Stack<(BtfType Type, bool FollowsPointers)> _toSize = new();
    private readonly Stack<(BtfType Type, bool IsBehindPointer)> _toMatch = new();
    private readonly List<BtfObject> _objects = [];
    private BtfCoreRelocationKind _kind;
    private bool _hasMatch;
    private string? _refusal;

    /// <summary>The objects with kept types, in the order of their first kept type.</summary>
    public IEnumerable<BtfObject> Objects => _objects;

    /// <summary>Returns the kept types of an object, without its bases, ordered by id.</summary>
    public IReadOnlyCollection<MinimalType> Of(BtfObject btf) =>
        _kept.TryGetValue(btf, out SortedDictionary<uint, MinimalType>? types) ? types.Values : [];

    /// <summary>Finds a kept type by its id in an object or its bases.</summary>
    public bool TryGet(BtfObject btf, uint id, [NotNullWhen(true)] out MinimalType? type)
    {
        BtfObject? owner = btf;
        while (owner is not null && id < owner.FirstTypeId)
        {
            owner = owner.Base;
        }

        type = null;
        return owner is not null && _kept.TryGetValue(owner, out SortedDictionary<uint, MinimalType>? types) && types.TryGetValue(id, out type);
    }

    /// <summary>Returns why bpftool gives up at the last record, and clears it; null if bpftool does not give up.</summary>
    public string? TakeRefusal()
    {
        string? refusal = _refusal;
        _refusal = null;
        return refusal;
    }

    /// <summary>Keeps the type that shows the size of a pointer, unless pointers take 8 bytes.</summary>
    public void KeepPointerSize(BtfObject kernel)
    {
        BtfObject root = kernel;
        while (root.Base is not null)
        {
            root = root.Base;
        }

        if (kernel.PointerSize is not (0 or sizeof(ulong)) && PointerSizeInference.TryFind(root, out BtfType type))
        {
            KeepSized(type, followsPointers: false);
        }
    }

    public void Begin(BtfCoreRelocation relocation, CoreSpec local, in CoreError error, ReadOnlySpan<BtfType> candidates)
    {
        _kind = relocation.Kind;
        _hasMatch = false;
    }

    public void Compared(BtfType candidate, CoreMatch match, CoreSpec spec)
    {
        // A type that cannot be compared, because it is nested too deeply, must fail in the same way with the result.
        bool counts = match == CoreMatch.Yes || (match == CoreMatch.Failed && CoreKinds.IsType(_kind) && !likeBpftool);
        if (!counts || (likeBpftool && _hasMatch))
        {
            return;
        }

        _hasMatch = true;
        if (CoreKinds.IsField(_kind))
        {
            KeepField(candidate, spec.Raw);
        }
        else if (_kind == BtfCoreRelocationKind.TypeMatches)
        {
            KeepMatched(candidate);
        }
        else
        {
            KeepSized(candidate, followsPointers: CoreKinds.IsType(_kind));
        }
    }

    private MinimalType Keep(BtfType type)
    {
        if (!_kept.TryGetValue(type.Object, out SortedDictionary<uint, MinimalType>? types))
        {
            _kept[type.Object] = types = [];
            _objects.Add(type.Object);
        }

        if (!types.TryGetValue(type.Id, out MinimalType? kept))
        {
            types[type.Id] = kept = new MinimalType(type);
        }

        return kept;
    }

    private void KeepField(BtfType root, ReadOnlySpan<int> path)
    {
        KeepSized(root, followsPointers: false);
        BtfType type = root;
        for (int i = 1; i < path.Length && type.TryGetUnderlying(out type); i++)
        {
            uint next;
            if (type.TryAsArray(out BtfArray array))
            {
                next = array.ElementTypeId;
            }
            else
            {
                KeepMember(type, path[i]);
                next = type.AsComposite().Members[path[i]].TypeId;
            }

            _ = type.Object.TryGetType(next, out type);
        }
    }

    /// <summary>Keeps a member and the types that give it a size.</summary>
    private void KeepMember(BtfType composite, int index)
    {
        BtfMember member = KeepMemberAlone(composite, index);
        if (!composite.Object.TryGetType(member.TypeId, out BtfType type))
        {
            return;
        }

        KeepSized(type, followsPointers: false);
        int last = composite.Vlen - 1;
        if (!likeBpftool && index != last && type.TryGetUnderlying(out type) && type.TryAsArray(out BtfArray array) && array.Count == 0)
        {
            // Every index fits a flexible array, which is the last member. This array is not last, so no index fits it, and it must not become last.
            KeepMember(composite, last);
        }
    }

    private BtfMember KeepMemberAlone(BtfType composite, int index)
    {
        BtfMember member = composite.AsComposite().Members[index];
        Keep(composite).KeepMember(index);
        if (likeBpftool && member.EncodedBitfieldSize == 0 && member.EncodedBitOffset % 8 != 0)
        {
            _refusal ??= "it refuses bit-fields in the old encoding";
        }

        return member;
    }

    /// <summary>Keeps a type and the types that give it a size. If pointers are followed, also the types that they point to.</summary>
    private void KeepSized(BtfType start, bool followsPointers)
    {
        _toSize.Push((start, followsPointers));
        while (_toSize.TryPop(out (BtfType Type, bool FollowsPointers) next))
        {
            BtfType type = next.Type;
            if (type.Kind == BtfKind.Void)
            {
                continue;
            }

            MinimalType kept = Keep(type);
            if (kept.IsFollowed || (kept.IsSized && !next.FollowsPointers))
            {
                continue;
            }

            kept.IsSized = true;
            kept.IsFollowed = next.FollowsPointers;
            if (type.Kind == BtfKind.Fwd)
            {
                Refuse(type.Kind);
            }
            else if (type.Kind != BtfKind.Ptr || next.FollowsPointers)
            {
                PushReferences(_toSize, type, next.FollowsPointers);
            }
        }
    }

    /// <summary>
    /// Keeps a type and everything that a member-by-member comparison reads. Behind a pointer, it compares structures and unions by name only.
    /// </summary>
    private void KeepMatched(BtfType start)
    {
        _toMatch.Push((start, false));
        while (_toMatch.TryPop(out (BtfType Type, bool IsBehindPointer) next))
        {
            BtfType type = next.Type;
            if (type.Kind == BtfKind.Void)
            {
                continue;
            }

            MinimalType kept = Keep(type);
            if (kept.IsMatched || (kept.IsMatchedBehindPointer && next.IsBehindPointer))
            {
                continue;
            }

            kept.IsMatchedBehindPointer = true;
            kept.IsMatched = !next.IsBehindPointer;
            if (!CoreKinds.IsComposite(type.Kind))
            {
                PushReferences(_toMatch, type, next.IsBehindPointer || type.Kind == BtfKind.Ptr);
            }
            else if (!next.IsBehindPointer)
            {
                for (int i = 0; i < type.Vlen; i++)
                {
                    Push(_toMatch, type.Object, KeepMemberAlone(type, i).TypeId, false);
                }
            }
        }
    }

    /// <summary>Pushes the types that a type refers to, except those of members.</summary>
    private void PushReferences(Stack<(BtfType, bool)> work, BtfType type, bool flag)
    {
        switch (type.Kind)
        {
            case BtfKind.Ptr or BtfKind.Typedef or BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict:
                Push(work, type.Object, type.SizeOrType, flag);
                break;
            case BtfKind.TypeTag:
                Refuse(type.Kind);
                Push(work, type.Object, type.SizeOrType, flag);
                break;
            case BtfKind.Array:
                Push(work, type.Object, type.AsArray().ElementTypeId, flag);
                Push(work, type.Object, type.AsArray().IndexTypeId, flag);
                break;
            case BtfKind.FuncProto:
                Push(work, type.Object, type.SizeOrType, flag);
                foreach (BtfParameter parameter in type.AsFunctionPrototype().Parameters)
                {
                    Push(work, type.Object, parameter.TypeId, flag);
                }

                break;
        }
    }

    private static void Push(Stack<(BtfType, bool)> work, BtfObject owner, uint id, bool flag)
    {
        if (owner.TryGetType(id, out BtfType type))
        {
            work.Push((type, flag));
        }
    }

    private void Refuse(BtfKind kind)
    {
        if (likeBpftool)
        {
            _refusal ??= kind == BtfKind.Fwd ? "it refuses forward declarations" : "it refuses type tags";
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Marks what CO-RE records need of the types that they match. It watches the resolver, which tells how each candidate was followed.</summary>
internal sealed class MinimalMarks(bool likeBpftool) : ICoreObserver
{
    private readonly Dictionary<BtfObject, SortedDictionary<uint, MinimalType>> _kept = [];
    private readonly Stack<(BtfType Type, bool FollowsPointers)> _toSize = new();
    private readonly Stack<(BtfType Type, bool IsBehindPointer)> _toMatch = new();
    private readonly List<BtfObject> _objects = [];
    private BtfCoreRelocationKind _kind;
    private bool _hasMatch;
    private string? _refusal;

    /// <summary>The objects of which types are kept, in the order in which they were asked.</summary>
    public IEnumerable<BtfObject> Objects => _objects;

    /// <summary>The kept types of an object, without those of its bases, by id.</summary>
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

    /// <summary>Returns why bpftool gives up at the last record; null where it does not.</summary>
    public string? TakeRefusal()
    {
        string? refusal = _refusal;
        _refusal = null;
        return refusal;
    }

    /// <summary>Keeps the type that tells the size of a pointer, where it is not the usual one.</summary>
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
        // What cannot be compared must stay so: types that are nested too deeply.
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

    private void KeepMember(BtfType composite, int index)
    {
        BtfMember member = composite.AsComposite().Members[index];
        Keep(composite).KeepMember(index);
        if (likeBpftool && member.EncodedBitfieldSize == 0 && member.EncodedBitOffset % 8 != 0)
        {
            _refusal ??= "a bit-field in the old form is no valid argument to it";
        }

        if (!composite.Object.TryGetType(member.TypeId, out BtfType type))
        {
            return;
        }

        KeepSized(type, followsPointers: false);
        int last = composite.Vlen - 1;
        if (!likeBpftool && index != last && type.TryGetUnderlying(out type) && type.TryAsArray(out BtfArray array) && array.Count == 0)
        {
            // Any index fits into an array without elements that comes last, and none into this one: it must not come last now.
            KeepMember(composite, last);
        }
    }

    /// <summary>Keeps a type and what gives it a size; where pointers are followed, also what they lead to.</summary>
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

    /// <summary>Keeps a type and all that it is compared by, member by member. Behind a pointer, structures and unions are compared by name alone.</summary>
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
                    KeepMember(type, i);
                    Push(_toMatch, type.Object, type.AsComposite().Members[i].TypeId, false);
                }
            }
        }
    }

    /// <summary>Adds what a type refers to to the work, but for members.</summary>
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
            _refusal ??= kind == BtfKind.Fwd ? "it does not know what to do with a forward declaration" : "it does not know what to do with a type tag";
        }
    }
}

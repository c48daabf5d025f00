using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Btf.Core.Building;

namespace Btf.Core.Merging;

/// <summary>Finds the types of its base that a module uses, and writes the two objects.</summary>
internal sealed class Distilling
{
    private const BtfKinds Refused = BtfKinds.Func | BtfKinds.Var | BtfKinds.DataSec | BtfKinds.DeclTag | BtfKinds.Location;

    private readonly BtfObject _module;
    private readonly ExtensionWords? _extension;
    private readonly DistilledIds _ids;
    private readonly List<uint> _used = [];
    private readonly List<uint> _inBase = [];
    private readonly List<uint> _copied = [];
    private byte[] _newExtension = [];

    public Distilling(BtfObject module, ExtensionWords? extension)
    {
        _module = module;
        _extension = extension;
        _ids = new DistilledIds(module);
    }

    public BtfDistillation Run()
    {
        RecordWords.Check(_module);
        uint[] words = RecordWords.Copy(_module);
        FindUsed(words);
        SortUsed();
        _ids.Assign(_inBase, _copied);
        BtfObject distilled = WriteBase();
        try
        {
            return new BtfDistillation(distilled, WriteSplit(distilled, words), _ids, _newExtension);
        }
        catch
        {
            distilled.Dispose();
            throw;
        }
    }

    /// <summary>Finds the types of the base that the module's types need.</summary>
    private void FindUsed(uint[] words)
    {
        var map = new UsingMap(this);
        ReadOnlySpan<uint> offsets = _module.RecordOffsets;
        for (int i = 0; i < offsets.Length; i++)
        {
            RecordFields.Visit(words.AsSpan(RecordWords.RangeOf(offsets, i, words.Length)), ref map);
        }

        foreach (uint id in _extension?.GetIds() ?? [])
        {
            Use(id);
        }

        // The list grows while it is walked.
        for (int i = 0; i < _used.Count; i++)
        {
            BtfType type = _module[_used[i]];
            if (Refused.Includes(type.Kind) || !type.Kind.IsKnown())
            {
                new BtfError(
                    BtfErrorCode.UnexpectedKind, type.ByteOffset, 0, type.Id, text: $"a {type.Kind} of the base, which no distilled base can hold").Throw();
            }

            // Of a named structure or union only the name and size are kept, so its members do not matter.
            if (!(BtfKinds.Composite.Includes(type.Kind) && IsNamed(type)))
            {
                RecordFields.Visit(RecordWords.CopyChecked(type), ref map);
            }
        }
    }

    private void SortUsed()
    {
        _used.Sort();
        foreach (uint id in _used)
        {
            BtfType type = _module[id];
            bool isKept = (BtfKinds.Int | BtfKinds.Float | BtfKinds.Fwd).Includes(type.Kind) || ((BtfKinds.Composite | BtfKinds.AnyEnum).Includes(type.Kind) && IsNamed(type));
            (isKept ? _inBase : _copied).Add(id);
        }
    }

    private bool IsNamed(BtfType type) => _module.TryReadString(type.NameOffset, out ReadOnlySpan<byte> name) && !name.IsEmpty;

    private void Use(uint id)
    {
        if (_ids.TryUse(id))
        {
            _used.Add(id);
        }
    }

    private BtfObject WriteBase()
    {
        var strings = new NameStore(null);
        var map = new DistilledWords(_ids, _module, strings);
        List<uint> words = [];
        foreach (uint id in _inBase)
        {
            BtfType type = _module[id];
            bool isShortened = (BtfKinds.Composite | BtfKinds.AnyEnum).Includes(type.Kind);
            BtfKind kind = BtfKinds.AnyEnum.Includes(type.Kind) ? BtfKind.Enum : type.Kind;
            Add(words, isShortened ? [type.NameOffset, RecordFormat.Info(kind, 0, false), type.SizeOrType] : RecordWords.CopyChecked(type), ref map);
        }

        return Write(null, CollectionsMarshal.AsSpan(words), [], strings);
    }

    private BtfObject WriteSplit(BtfObject distilled, uint[] words)
    {
        var strings = new NameStore(distilled);
        var map = new DistilledWords(_ids, _module, strings);
        strings.Reserve(_module.Strings.Length);
        ReadOnlySpan<uint> offsets = _module.RecordOffsets;
        for (int i = 0; i < offsets.Length; i++)
        {
            RecordFields.Map(words.AsSpan(RecordWords.RangeOf(offsets, i, words.Length)), ref map);
        }

        List<uint> copied = [];
        foreach (uint id in _copied)
        {
            Add(copied, RecordWords.CopyChecked(_module[id]), ref map);
        }

        if (_extension is not null)
        {
            _newExtension = _extension.Map(ref map);
        }

        return Write(distilled, words, CollectionsMarshal.AsSpan(copied), strings);
    }

    private static void Add(List<uint> words, ReadOnlySpan<uint> record, ref DistilledWords map)
    {
        int start = words.Count;
        words.AddRange(record);
        RecordFields.Map(CollectionsMarshal.AsSpan(words)[start..], ref map);
    }

    private BtfObject Write(BtfObject? below, ReadOnlySpan<uint> first, ReadOnlySpan<uint> rest, NameStore strings)
    {
        ObjectForm form = ObjectForm.New(below, _module.Header.IsSwapped);
        BtfMemory memory = form.Allocate(((long)first.Length + rest.Length) * sizeof(uint), strings.Bytes.Length, out Span<byte> types, out Span<byte> text);
        Span<uint> all = MemoryMarshal.Cast<byte, uint>(types);
        first.CopyTo(all);
        rest.CopyTo(all[first.Length..]);
        if (form.IsSwapped)
        {
            BinaryPrimitives.ReverseEndianness(all, all);
        }

        strings.Bytes.CopyTo(text);
        strings.Free();
        return BtfObject.CreateOwned(memory, below);
    }

    /// <summary>Collects the types of the base that records refer to.</summary>
    private readonly struct UsingMap(Distilling owner) : IWordMap
    {
        public uint MapId(uint id)
        {
            owner.Use(id);
            return id;
        }

        public uint MapName(uint offset) => offset;
    }

    /// <summary>Maps ids, and adds names to the new strings as they come.</summary>
    private readonly struct DistilledWords(DistilledIds ids, BtfObject module, NameStore strings) : IWordMap
    {
        private readonly NameSources _names = new(strings);

        public uint MapId(uint id) => ids.Map(id);

        public uint MapName(uint offset) => _names.Map(module, offset);
    }
}

using Btf.Core.Building;
using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>Finds the types of its base that a module uses, and writes the two objects.</summary>
internal sealed class Distilling : IDisposable
{
    private const BtfKinds Refused = BtfKinds.Func | BtfKinds.Var | BtfKinds.DataSec | BtfKinds.DeclTag | BtfKinds.Location;

    private readonly BtfObject _module;
    private readonly WorkArena _arena;
    private readonly NameNumbers _names;
    private readonly NamePlaces _places;
    private readonly uint[] _words;
    private readonly int[] _starts;
    private readonly bool[] _isUsed;
    private readonly List<uint> _used = [];
    private readonly List<uint> _inBase = [];
    private readonly List<uint> _copied = [];

    private readonly ExtensionWords? _extension;
    private byte[] _newExtension = [];

    public Distilling(BtfObject module, ExtensionWords? extension)
    {
        _extension = extension;
        _module = module;
        _arena = GraphReader.ArenaFor(module);
        _names = new NameNumbers(_arena);
        _places = _names.Add(module);
        _words = RecordWords.Copy(module);
        _starts = RecordWords.Starts(module);
        _isUsed = new bool[module.FirstTypeId];
    }

    public void Dispose() => _arena.Dispose();

    public BtfDistillation Run()
    {
        FindUsed();
        var ids = new uint[_module.NextTypeId];
        uint next = 1;
        next = Number(_inBase, ids, next);
        for (uint id = _module.FirstTypeId; id < ids.Length; id++)
        {
            ids[id] = next++;
        }

        Number(_copied, ids, next);
        var strings = new OutputStrings(_names, 0);
        BtfObject distilled = WriteBase(strings, ids);
        try
        {
            return new BtfDistillation(distilled, WriteSplit(distilled, strings.Split(), ids), ids, _newExtension);
        }
        catch
        {
            distilled.Dispose();
            throw;
        }
    }

    private static uint Number(List<uint> list, uint[] ids, uint next)
    {
        foreach (uint id in list)
        {
            ids[id] = next++;
        }

        return next;
    }

    /// <summary>Finds the types of the base that the module's types need.</summary>
    private void FindUsed()
    {
        RecordWords.Check(_module);
        var map = new UsingMap(this);
        for (int record = 0; record + 1 < _starts.Length; record++)
        {
            RecordFields.Visit(_words.AsSpan(_starts[record], _starts[record + 1] - _starts[record]), ref map);
        }

        foreach (uint id in _extension?.GetIds() ?? [])
        {
            Use(id);
        }

        foreach (int place in _extension?.Names ?? [])
        {
            _names.Mark(_places.Of(_extension!.Get(place)));
        }

        // The list grows while it is walked.
        for (int i = 0; i < _used.Count; i++)
        {
            BtfType type = _module[_used[i]];
            bool isNamed = NameOf(type) is { IsEmpty: false };
            if (Refused.Includes(type.Kind) || !type.Kind.IsKnown())
            {
                new BtfError(
                    BtfErrorCode.UnexpectedKind, type.ByteOffset, 0, type.Id, text: $"a {type.Kind} of the base, which no distilled base can hold").Throw();
            }

            if (isNamed && BtfKinds.Composite.Includes(type.Kind))
            {
                // Only its name and size are kept, so its members do not matter.
                _names.Mark(_places.Of(type.NameOffset));
                continue;
            }

            RecordFields.Visit(RecordOf(type), ref map);
        }

        _used.Sort();
        foreach (uint id in _used)
        {
            BtfType type = _module[id];
            bool isNamed = !NameOf(type).IsEmpty;
            bool isKept = (BtfKinds.Int | BtfKinds.Float | BtfKinds.Fwd).Includes(type.Kind) || (isNamed && (BtfKinds.Composite | BtfKinds.AnyEnum).Includes(type.Kind));
            (isKept ? _inBase : _copied).Add(id);
        }

        _names.Assign();
    }

    private ReadOnlySpan<byte> NameOf(BtfType type) =>
        _module.TryReadString(type.NameOffset, out ReadOnlySpan<byte> name) ? name : default;

    private uint[] RecordOf(BtfType type)
    {
        BtfObject owner = _module;
        while (type.Id < owner.FirstTypeId)
        {
            owner = owner.Base!;
        }

        return RecordWords.CopyOne(owner, type.Id);
    }

    private void Use(uint id)
    {
        if (id != 0 && id < _isUsed.Length && !_isUsed[id])
        {
            _isUsed[id] = true;
            _used.Add(id);
        }
    }

    private BtfObject WriteBase(OutputStrings strings, uint[] ids)
    {
        var writer = new RecordList(_names, strings, _places, ids);
        foreach (uint id in _inBase)
        {
            uint[] record = RecordOf(_module[id]);
            BtfKind kind = RecordFormat.Kind(record[1]);
            if (BtfKinds.Composite.Includes(kind))
            {
                record = [record[0], (uint)kind << 24, record[2]];
            }
            else if (BtfKinds.AnyEnum.Includes(kind))
            {
                record = [record[0], (uint)BtfKind.Enum << 24, record[2]];
            }

            writer.Add(record);
        }

        return writer.Write(ObjectForm.New(null, _module.Header.IsSwapped));
    }

    private BtfObject WriteSplit(BtfObject distilled, OutputStrings strings, uint[] ids)
    {
        var writer = new RecordList(_names, strings, _places, ids);
        for (int record = 0; record + 1 < _starts.Length; record++)
        {
            writer.Add(_words.AsSpan(_starts[record], _starts[record + 1] - _starts[record]));
        }

        foreach (uint id in _copied)
        {
            writer.Add(RecordOf(_module[id]));
        }

        if (_extension is not null)
        {
            var map = new NewWords(ids, _names, strings, _places);
            _newExtension = _extension.Map(ref map);
        }

        return writer.Write(ObjectForm.New(distilled, _module.Header.IsSwapped));
    }

    /// <summary>Marks names, and collects the types of the base.</summary>
    private readonly struct UsingMap(Distilling owner) : IWordMap
    {
        public uint MapId(uint id)
        {
            owner.Use(id);
            return id;
        }

        public uint MapName(uint offset)
        {
            owner._names.Mark(owner._places.Of(offset));
            return offset;
        }
    }
}

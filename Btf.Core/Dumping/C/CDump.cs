namespace Btf.Core;

/// <summary>Writes an object's types in C: all, or some with all types that they need.</summary>
/// <remarks>
/// Dumps reuse the parts of this class. A dump rents arrays from the shared pool, in proportion to the number of types, and returns them at its end.
/// </remarks>
internal sealed class CDump
{
    // The kinds that no C declaration can express.
    private const BtfKinds Undeclared = BtfKinds.Func | BtfKinds.Var | BtfKinds.DataSec | BtfKinds.DeclTag | BtfKinds.Location | BtfKinds.Unknown;

    private static CDump? _idle;

    private readonly CDumpContext _context = new();
    private readonly CNames _names;
    private readonly CDeclarations _declarations;
    private readonly CDefinitions _definitions;
    private readonly CDefinitionOrder _order;
    private readonly CSortKeys _keys;
    private readonly CSorter _sorter;
    private readonly CKernelFunctions _functions;
    private PooledList<CSortItem> _items;
    private PooledList<byte> _ranks;

    private CDump()
    {
        _names = new CNames(_context);
        _declarations = new CDeclarations(_context, _names);
        _definitions = new CDefinitions(_context, _declarations, _names);
        _order = new CDefinitionOrder(_context);
        _keys = new CSortKeys(_context);
        _sorter = new CSorter(_context, _keys);
        _functions = new CKernelFunctions(_context, _declarations, _names, _sorter);
    }

    /// <summary>Starts a dump. <see cref="End"/> must follow.</summary>
    public static CDump Begin(BtfObject btf, BtfCDumpStyle style)
    {
        CDump dump = Interlocked.Exchange(ref _idle, null) ?? new CDump();
        dump._context.Begin(btf, style);
        dump._names.Begin();
        dump._declarations.Begin();
        dump._functions.Begin();
        dump._items.Count = 0;
        dump._ranks.Count = 0;
        return dump;
    }

    /// <summary>Ends the dump, and returns its arrays to the pool.</summary>
    public void End()
    {
        _items.Return();
        _ranks.Return();
        _functions.Return();
        _sorter.Return();
        _order.Return();
        _definitions.Return();
        _declarations.Return();
        _names.Return();
        _context.End();
        _idle = this;
    }

    /// <summary>Writes all types, including those of the bases, in bpftool's order, between bpftool's first and last lines.</summary>
    public void WriteAll(ref Utf8Writer output)
    {
        output.Write(CFraming.Start);
        Survey();
        _sorter.Sort(_items.Items, _ranks.Items);

        // bpftool 7.8 mistakes the first type in its order for void and skips it, unless another type needs it.
        int passedOver = _context.IsCorrect ? 0 : Math.Min(1, _items.Count);
        uint first = passedOver > 0 ? _items[0].Id : 0;
        WriteItems(_items.Items[passedOver..], ref output);
        WriteLastRank(first, ref output);
        _functions.Write(ref output);
        output.Write(CFraming.End);
    }

    /// <summary>Writes chosen types, and all types that they need, between bpftool's first and last lines.</summary>
    public void WriteChosen(ReadOnlySpan<BtfType> types, ref Utf8Writer output)
    {
        output.Write(CFraming.Start);
        Survey();
        foreach (BtfType type in types)
        {
            WriteType(type.Id, ref output);
        }

        output.Write(CFraming.End);
    }

    /// <summary>Writes bpftool's first and last lines only.</summary>
    public static void WriteNone(ref Utf8Writer output)
    {
        output.Write(CFraming.Start);
        output.Write(CFraming.End);
    }

    /// <summary>Walks over all types once, to find those that others refer to, those to sort by rank and name, and the kernel functions.</summary>
    private void Survey()
    {
        foreach (BtfType type in _context.Btf.AllTypes)
        {
            BtfKind kind = type.Kind;
            _context.Current = type.Id;
            MarkReferenced(type, kind);
            if (_context.IsCorrect && BtfKinds.Composite.Includes(kind) && type.NameOffset != 0)
            {
                _names.NoteDefinition(type);
            }

            if (_context.IsCorrect && kind is BtfKind.Int or BtfKind.Float && CNumbers.IsForeign(type, _context))
            {
                _context.Flags[type.Id] |= CTypeFlags.Foreign;
            }

            if (kind == BtfKind.DeclTag)
            {
                _functions.Note(type);
                continue;
            }

            if (kind is BtfKind.Func or BtfKind.Var or BtfKind.DataSec or BtfKind.Fwd || (type.NameOffset == 0 && kind is not (BtfKind.Enum or BtfKind.Enum64)))
            {
                continue;
            }

            BtfType end = _keys.EndOf(type);
            byte rank = CSortKeys.RankOf(end, type.NameOffset != 0);
            if (rank != CSortKeys.LastRank)
            {
                _items.Add(CSortKeys.ItemOf(type, end));
                _ranks.Add(rank);
            }
        }
    }

    private void MarkReferenced(BtfType type, BtfKind kind)
    {
        switch (kind)
        {
            case BtfKind.Struct or BtfKind.Union:
                foreach (BtfMember member in type.AsComposite().Members)
                {
                    Mark(member.TypeId, type);
                }

                break;
            case BtfKind.FuncProto:
                // libbpf does not count the return type.
                foreach (BtfParameter parameter in type.AsFunctionPrototype().Parameters)
                {
                    Mark(parameter.TypeId, type);
                }

                break;
            case BtfKind.Array:
                Mark(type.AsArray().ElementTypeId, type);
                Mark(type.AsArray().IndexTypeId, type);
                break;
            case BtfKind.DataSec:
                foreach (BtfDataSectionEntry entry in type.AsDataSection().Entries)
                {
                    Mark(entry.TypeId, type);
                }

                break;
            default:
                if (kind.HasTarget())
                {
                    Mark(type.SizeOrType, type);
                }

                break;
        }
    }

    private void Mark(uint id, BtfType referrer)
    {
        if (id >= _context.NextTypeId)
        {
            _ = _context.Resolve(id, referrer.Id);
        }

        _context.Flags[id] |= CTypeFlags.Referenced;
    }

    private void WriteType(uint id, ref Utf8Writer output)
    {
        _context.Current = id;
        foreach (uint definition in _order.Find(id))
        {
            _definitions.Write(definition, ref output);
        }
    }

    private void WriteItems(ReadOnlySpan<CSortItem> items, ref Utf8Writer output)
    {
        foreach (ref readonly CSortItem item in items)
        {
            WriteType(item.Id, ref output);
        }
    }

    /// <summary>Writes the types that are left after all other ranks: forward declarations, and typedefs that lead to them or to void.</summary>
    /// <remarks>Only these can still add text, so only these are sorted. Nameless ones come first, by id.</remarks>
    private void WriteLastRank(uint passedOver, ref Utf8Writer output)
    {
        _items.Count = 0;
        for (uint id = 1; id < _context.NextTypeId; id++)
        {
            if (id == passedOver || (_context.Flags[id] & CTypeFlags.Ordered) != 0)
            {
                continue;
            }

            BtfType type = _context.Btf[id];
            if (Undeclared.Includes(type.Kind))
            {
                continue;
            }

            BtfType end = _keys.EndOf(type);
            if (end.Kind == BtfKind.FuncProto && type.NameOffset == 0 && end.NameOffset == 0 && _keys.HashOf(id) == 0)
            {
                WriteType(id, ref output);
            }
            else if (end == type || !IsDone(type, end))
            {
                _items.Add(CSortKeys.ItemOf(type, end));
            }
        }

        _sorter.Sort(_items.Items, default);
        WriteItems(_items.Items, ref output);
    }

    private bool IsDone(BtfType type, BtfType end) =>
        type.Kind != BtfKind.Typedef && (_context.Flags[end.Id] & CTypeFlags.Ordered) != 0 && end.Kind is not (BtfKind.Fwd or BtfKind.Void);
}

using System.Buffers;

namespace Btf.Core.Values;

/// <summary>The state of a walk over a value: the data, the options, the text, and the stack of entered structures and arrays.</summary>
internal ref struct ValueContext
{
    public const int MaxDepth = 1024;

    public readonly BtfObject Btf;
    public readonly ReadOnlySpan<byte> Data;
    public readonly bool IsBigEndian;
    public readonly bool Compact;
    public readonly bool SkipNames;
    public readonly bool Zeroes;
    public readonly bool Strings;
    public readonly int IndentLevel;
    public readonly ReadOnlySpan<byte> Indent;

    public Utf8Writer Output;
    public CastText Casts;
    public PooledList<ValueFrame> Frames;
    public PooledList<ValueFrame> ZeroFrames;
    public ValueBudget Budget;
    public BtfError Error;

    /// <summary>How many structures, unions and arrays surround the value.</summary>
    public int Depth;

    /// <summary>How many of them are arrays.</summary>
    public int ArrayDepth;

    public ValueContext(BtfType root, ReadOnlySpan<byte> data, IBufferWriter<byte> destination, BtfValueOptions options)
    {
        Btf = root.Object;
        Data = data;
        IsBigEndian = Btf.ByteOrder == BtfByteOrder.BigEndian;
        Compact = options.Compact;
        SkipNames = options.SkipNames;
        Zeroes = options.Zeroes;
        Strings = options.Strings;
        IndentLevel = options.IndentLevel;
        Indent = options.Indent.IsEmpty ? "\t"u8 : options.Indent.Span;
        Output = new Utf8Writer(destination);
        Casts = new CastText(Btf);
        Budget = new ValueBudget(Btf, data.Length);
    }

    /// <summary>Returns the work area to its pool.</summary>
    public void Return()
    {
        Frames.Return();
        ZeroFrames.Return();
        Casts.Return();
    }

    /// <summary>Sets the error.</summary>
    /// <returns>False, for callers to return.</returns>
    public bool Fail(BtfError error)
    {
        Error = error;
        return false;
    }

    /// <summary>Spends steps of work.</summary>
    /// <returns>Whether the budget allowed them; if not, the error is set.</returns>
    public bool Take(BtfType type, long steps = 1) =>
        (Budget.Take(steps) && Budget.Allows(Output.Written)) || Fail(new BtfError(BtfErrorCode.TextTooLarge, type.ByteOffset, type.Id));

    /// <summary>Returns the data from the byte with a bit on.</summary>
    public readonly ReadOnlySpan<byte> From(ulong bitOffset) => Data[(int)(bitOffset / 8)..];

    /// <summary>Returns whether the data has this many bytes from the byte with a bit on.</summary>
    public readonly bool Has(ulong bitOffset, ulong byteCount)
    {
        ulong start = bitOffset / 8;
        return start <= (ulong)Data.Length && byteCount <= (ulong)Data.Length - start;
    }

    /// <summary>Returns a name; empty if it does not exist.</summary>
    public readonly ReadOnlySpan<byte> Name(uint offset) => Btf.TryReadString(offset, out ReadOnlySpan<byte> name) ? name : default;

    /// <summary>Writes a type as in a cast, without the parentheses.</summary>
    public bool WriteType(uint id) => Casts.TryWrite(id, default, ref Output, ref Budget, ref Error);

    /// <summary>Writes the declaration of a name.</summary>
    public bool WriteDeclaration(uint id, uint nameOffset) => Casts.TryWrite(id, Name(nameOffset), ref Output, ref Budget, ref Error);

    /// <summary>Indents a line.</summary>
    public void WriteIndent(int depth)
    {
        if (Compact)
        {
            return;
        }

        if (Indent.Length == 1)
        {
            Output.Write((char)Indent[0], IndentLevel + depth);
            return;
        }

        for (int i = IndentLevel + depth; i > 0; i--)
        {
            Output.Write(Indent);
        }
    }

    /// <summary>Ends a line.</summary>
    public void EndLine()
    {
        if (!Compact)
        {
            Output.Write('\n');
        }
    }
}

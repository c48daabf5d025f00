using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The head of a record under check.</summary>
internal readonly struct TypeRecord(uint typeId, uint offset, uint name, uint info, uint sizeOrType)
{
    public uint TypeId { get; } = typeId;

    /// <summary>The start of the record, in bytes from the start of the type section.</summary>
    public uint Offset { get; } = offset;

    public uint Name { get; } = name;

    public uint Info { get; } = info;

    public uint SizeOrType { get; } = sizeOrType;

    public BtfKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.Kind(Info);
    }

    public int Vlen
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.Vlen(Info);
    }

    public bool KindFlag
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.KindFlag(Info);
    }
}

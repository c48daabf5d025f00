using Btf.Core;

namespace Btf.Cli;

/// <summary>The types of C# for numbers of C.</summary>
internal static class CSharpTypes
{
    /// <summary>Returns the C# type for a number; null for a type that is not a number, and where no C# type has its size.</summary>
    public static string? Of(BtfType type)
    {
        BtfType end = type.Underlying;
        uint size = end.TryGetSizeInBytes(out uint found) ? found : 0;
        bool isSigned = (end.TryAsInt(out BtfInt integer) && integer.IsSigned) || (end.TryAsEnum(out BtfEnum enumeration) && enumeration.IsSigned);
        return (end.Kind, size) switch
        {
            (BtfKind.Int, 1) when (integer.Encoding & BtfIntEncoding.Bool) != 0 => "bool",
            (BtfKind.Int or BtfKind.Enum or BtfKind.Enum64, 1) => isSigned ? "sbyte" : "byte",
            (BtfKind.Int or BtfKind.Enum or BtfKind.Enum64, 2) => isSigned ? "short" : "ushort",
            (BtfKind.Int or BtfKind.Enum or BtfKind.Enum64, 4) => isSigned ? "int" : "uint",
            (BtfKind.Int or BtfKind.Enum or BtfKind.Enum64, 8) => isSigned ? "long" : "ulong",
            (BtfKind.Int, 16) => isSigned ? "Int128" : "UInt128",
            (BtfKind.Ptr, 4) => "uint",
            (BtfKind.Ptr, 8) => "ulong",
            (BtfKind.Float, 4) => "float",
            (BtfKind.Float, 8) => "double",
            _ => null,
        };
    }

    /// <summary>Whether a type is an array of integers of one byte.</summary>
    public static bool IsBytes(BtfType type) =>
        type.Underlying.TryAsArray(out BtfArray array) && array.Count > 0 && array.ElementType.Underlying is { Kind: BtfKind.Int } element && element.SizeInBytes == 1;
}

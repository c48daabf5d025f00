namespace Btf.Core.Building;

/// <summary>A value of an enumeration, for a <see cref="BtfBuilder"/>.</summary>
public readonly struct BtfBuilderValue
{
    /// <summary>Makes a value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value. Cast a <see cref="ulong"/> to <see cref="long"/>, unchecked.</param>
    public BtfBuilderValue(BtfName name, long value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name.</summary>
    internal BtfName Name { get; }

    /// <summary>The value; an unsigned 64-bit value has the same bits.</summary>
    internal long Value { get; }

    /// <summary>Makes a value from a tuple.</summary>
    /// <param name="element">The tuple.</param>
    public static implicit operator BtfBuilderValue((string Name, long Value) element) => new(element.Name, element.Value);
}

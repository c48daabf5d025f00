namespace Btf.Core.Building;

/// <summary>A value of an enumeration that a <see cref="BtfBuilder"/> makes.</summary>
public readonly struct BtfBuilderValue
{
    /// <summary>Describes it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value. One of 64 unsigned bits is converted without a check.</param>
    public BtfBuilderValue(BtfName name, long value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name.</summary>
    internal BtfName Name { get; }

    /// <summary>The value. One of 64 unsigned bits is converted without a check.</summary>
    internal long Value { get; }

    /// <summary>Reads a tuple as one.</summary>
    /// <param name="element">The tuple.</param>
    public static implicit operator BtfBuilderValue((string Name, long Value) element) => new(element.Name, element.Value);
}

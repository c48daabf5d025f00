namespace Btf.Core.Building;

/// <summary>A parameter of a function prototype, for a <see cref="BtfBuilder"/>.</summary>
public readonly struct BtfBuilderParameter
{
    /// <summary>Makes a parameter.</summary>
    /// <param name="name">The name; empty for none.</param>
    /// <param name="typeId">The parameter's type, which need not exist yet. A last parameter with no name and id 0 stands for <c>...</c>.</param>
    public BtfBuilderParameter(BtfName name, uint typeId)
    {
        Name = name;
        TypeId = typeId;
    }

    /// <summary>The name; empty for none.</summary>
    internal BtfName Name { get; }

    /// <summary>The parameter's type, which need not exist yet. A last parameter with no name and id 0 stands for <c>...</c>.</summary>
    internal uint TypeId { get; }

    /// <summary>Makes a parameter from a tuple.</summary>
    /// <param name="element">The tuple.</param>
    public static implicit operator BtfBuilderParameter((string Name, uint TypeId) element) => new(element.Name, element.TypeId);
}

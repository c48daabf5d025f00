namespace Btf.Core.Building;

/// <summary>A parameter of a prototype that a <see cref="BtfBuilder"/> makes.</summary>
public readonly struct BtfBuilderParameter
{
    /// <summary>Describes it.</summary>
    /// <param name="name">The name; empty where there is none.</param>
    /// <param name="typeId">The parameter's type, which need not exist yet. 0 in a last parameter without a name stands for <c>...</c>.</param>
    public BtfBuilderParameter(BtfName name, uint typeId)
    {
        Name = name;
        TypeId = typeId;
    }

    /// <summary>The name; empty where there is none.</summary>
    internal BtfName Name { get; }

    /// <summary>The parameter's type, which need not exist yet. 0 in a last parameter without a name stands for <c>...</c>.</summary>
    internal uint TypeId { get; }

    /// <summary>Reads a tuple as one.</summary>
    /// <param name="element">The tuple.</param>
    public static implicit operator BtfBuilderParameter((string Name, uint TypeId) element) => new(element.Name, element.TypeId);
}

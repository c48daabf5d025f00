using System.Linq;

namespace Btf.Generators;

/// <summary>A structure of the program. It holds only text, so it can be compared.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">The headers of the types around it, from the outside in.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsRefStruct">Whether it can hold a span.</param>
/// <param name="BtfName">The kernel's structure.</param>
/// <param name="Fields">The members to implement.</param>
/// <param name="Faults">The faults of the declaration.</param>
internal sealed record StructModel(
    string Namespace, EquatableList<string> Containers, string Name, bool IsRefStruct, string BtfName, EquatableList<FieldModel> Fields, EquatableList<Fault> Faults)
{
    /// <summary>A unique name for the generated file.</summary>
    public string FileName => string.Join(".", new[] { Namespace }.Where(part => part.Length > 0).Concat(Containers.Select(header => header.Split(' ').Last())).Append(Name)) + ".g.cs";
}

using System.Linq;

namespace Btf.Generators;

/// <summary>A structure of the program. Holds text alone, so that it can be compared.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">The headers of the types around it, from the outside in.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsRefStruct">Whether it can hold a span.</param>
/// <param name="BtfName">The kernel's structure.</param>
/// <param name="Fields">What is to be written.</param>
/// <param name="Faults">What is wrong.</param>
internal sealed record StructModel(
    string Namespace, EquatableList<string> Containers, string Name, bool IsRefStruct, string BtfName, EquatableList<FieldModel> Fields, EquatableList<Fault> Faults)
{
    /// <summary>A name for the file that no other structure has.</summary>
    public string FileName => string.Join(".", new[] { Namespace }.Where(part => part.Length > 0).Concat(Containers.Select(header => header.Split(' ').Last())).Append(Name)) + ".g.cs";
}

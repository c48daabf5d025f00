using Btf.Core;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Addresses;

/// <summary>The links to types of the open sources.</summary>
internal sealed class TypeLinks(Navigator navigator, Workspace workspace)
{
    /// <summary>Returns the target of a link to a type.</summary>
    public string To(BtfType type) => navigator.Link(AddressOf(type));

    /// <summary>Returns the address of a type's page. It names the source, unless that is the first, or a module of it that alone has the name.</summary>
    public Address AddressOf(BtfType type)
    {
        OpenSource first = workspace.Sources[0];
        OpenSource? source = workspace.Sources.FirstOrDefault(other => other.Object == type.Object);
        bool isPlain = source is null || source == first
            || (source.Over == first && type.Name.TryGetUtf8(out ReadOnlySpan<byte> name) && !name.IsEmpty && !first.Object.FindTypes(name).TryGetFirst(out _));
        return Links.ToType(type, isPlain ? "" : source!.Name);
    }
}

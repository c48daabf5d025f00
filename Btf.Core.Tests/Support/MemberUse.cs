using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Btf.Core.Tests;

/// <summary>The members that a program calls, such as <c>BtfType.Kind</c>, read from its compiled image.</summary>
public static class MemberUse
{
    public static IEnumerable<string> In(byte[] image)
    {
        using var file = new PEReader(ImmutableArray.Create(image));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences
                .Select(metadata.GetMemberReference)
                .Select(member => (Type: TypeName(metadata, member.Parent), Member: metadata.GetString(member.Name)))
                .Where(member => member.Type is not null)
                .Select(member => $"{member.Type}.{Plain(member.Member)}")
                .Distinct(),
        ];
    }

    /// <summary>Returns the property's name for an accessor; else the name itself.</summary>
    public static string Plain(string member) =>
        member.StartsWith("get_", StringComparison.Ordinal) || member.StartsWith("set_", StringComparison.Ordinal) ? member[4..] : member;

    private static string? TypeName(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => TypeName(metadata, (TypeReferenceHandle)parent),
        HandleKind.TypeSpecification => TypeName(metadata, metadata.GetTypeSpecification((TypeSpecificationHandle)parent)),
        _ => null,
    };

    private static string TypeName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name).Split('`')[0];
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? $"{TypeName(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}" : name;
    }

    // A generic type's signature: GENERICINST (CLASS | VALUETYPE) type …, by ECMA-335 II.23.2.12.
    private static string? TypeName(MetadataReader metadata, TypeSpecification type)
    {
        BlobReader signature = metadata.GetBlobReader(type.Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        _ = signature.ReadCompressedInteger();
        EntityHandle definition = signature.ReadTypeHandle();
        return definition.Kind == HandleKind.TypeReference ? TypeName(metadata, (TypeReferenceHandle)definition) : null;
    }
}

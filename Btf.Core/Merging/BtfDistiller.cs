using Btf.Core.Building;

namespace Btf.Core.Merging;

/// <summary>Makes distilled bases: a small part of a kernel's types that is enough to relocate a module to another build of that kernel.</summary>
public static class BtfDistiller
{
    /// <summary>Returns a distilled base for a module and the module's types over it, as libbpf's <c>btf__distill_base</c> does.</summary>
    /// <param name="module">The module's types, split from a kernel's.</param>
    /// <param name="extension">The <c>.BTF.ext</c> section beside the module's types; empty for none.</param>
    /// <returns>The base, the types over it, and the map, which the caller disposes.</returns>
    /// <remarks>
    /// The base has the integers, floating-point types and declarations that the module's types use; of structures, unions and enumerations it has only the
    /// name and size. The other types of the kernel that they use (pointers, arrays, prototypes, types without a name and so on) are copied to the end of the
    /// module's types. <see cref="BtfObject.RelocateTo"/> is the way back.
    /// </remarks>
    /// <exception cref="ArgumentException">The object has no base.</exception>
    /// <exception cref="BtfFormatException">
    /// A type uses a function, variable, data section or declaration tag of the base; the section is damaged; a type id or string offset does not exist; or a
    /// kind is unknown.
    /// </exception>
    /// <exception cref="IOException">There is not enough memory.</exception>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public static BtfDistillation Distill(this BtfObject module, ReadOnlyMemory<byte> extension = default)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.Base is null)
        {
            throw new ArgumentException("The object has no base that could be distilled.", nameof(module));
        }

        BtfDistillation result = new Distilling(module, ExtensionWords.Read(extension.Span, module)).Run();
        module.ThrowIfClosedMeanwhile();
        return result;
    }
}

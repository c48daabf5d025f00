namespace Btf.Core.Programs;

/// <summary>A section of an ELF file that has content.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its ELF type (<c>sh_type</c>).</param>
/// <param name="IsExecutable">Whether it holds instructions.</param>
/// <param name="Offset">Where its content starts in the file.</param>
/// <param name="Size">The content's length in bytes; if the file ends earlier, up to its end.</param>
/// <param name="Link">The index of a section that it refers to (<c>sh_link</c>).</param>
/// <param name="Info">For relocations, the index of the section that they change (<c>sh_info</c>).</param>
internal readonly record struct BpfSection(int Index, string Name, uint Type, bool IsExecutable, int Offset, int Size, uint Link, uint Info)
{
    /// <summary>The type of sections with data or instructions.</summary>
    public const uint Bits = 1;

    /// <summary>The type of the table of symbols.</summary>
    public const uint Symbols = 2;

    /// <summary>The type of relocations.</summary>
    public const uint Relocations = 9;
}

namespace Btf.Core.Programs;

/// <summary>Something in the kernel that a program depends on. Strings, not views: it stays when the program is disposed.</summary>
public sealed class CoreSubject
{
    internal CoreSubject()
    {
    }

    /// <summary>Returns the program's place in the list that was given, from 0.</summary>
    public int ProgramIndex { get; internal init; }

    /// <summary>Returns what it is.</summary>
    public CoreSubjectKind Kind { get; internal init; }

    /// <summary>Returns what is asked: a relocation as llvm-objdump prints it, or a hook as its section is called, such as <c>fentry/do_unlinkat</c>.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>Returns the name of the ELF section; empty where there is none.</summary>
    public string SectionName { get; internal init; } = "";

    /// <summary>Returns the offset of the instruction, or of the function that is attached, in bytes from the start of the section.</summary>
    public uint InstructionOffset { get; internal init; }

    /// <summary>Returns the name of the program's function; empty where the file does not tell.</summary>
    public string Function { get; internal init; } = "";

    /// <summary>Returns the source file as the compiler named it; empty where the file does not tell.</summary>
    public string SourceFile { get; internal init; } = "";

    /// <summary>Returns the source line, from 1; 0 where the file does not tell.</summary>
    public int Line { get; internal init; }

    /// <summary>Returns the column, from 1; 0 where the file does not tell.</summary>
    public int Column { get; internal init; }

    /// <summary>The name to look for in the kernel; empty for a relocation.</summary>
    internal string Target { get; init; } = "";

    /// <summary>Whether the program works without it, or may: BTF cannot tell.</summary>
    internal bool IsOptional { get; init; }

    /// <summary>The type by which the program knows it; void where it does not.</summary>
    internal BtfType LocalType { get; init; }
}

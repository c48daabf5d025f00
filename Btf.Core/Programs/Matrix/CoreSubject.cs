namespace Btf.Core.Programs;

/// <summary>Something in the kernel that a program depends on. It holds strings, not views, so it stays valid after the program is disposed.</summary>
public sealed class CoreSubject
{
    internal CoreSubject()
    {
    }

    /// <summary>Returns the program's index in the list given to <see cref="CoreMatrix"/>.</summary>
    public int ProgramIndex { get; internal init; }

    /// <summary>Returns the kind of the subject.</summary>
    public CoreSubjectKind Kind { get; internal init; }

    /// <summary>
    /// Returns the subject as text: a relocation as llvm-objdump prints it, or the section name of a hook, such as <c>fentry/do_unlinkat</c>.
    /// </summary>
    public string Text { get; internal init; } = "";

    /// <summary>Returns the name of the ELF section; empty if there is none.</summary>
    public string SectionName { get; internal init; } = "";

    /// <summary>Returns the offset in bytes of the instruction, or of the attached function, from the start of the section.</summary>
    public uint InstructionOffset { get; internal init; }

    /// <summary>Returns the name of the program's function; empty if the file does not tell.</summary>
    public string Function { get; internal init; } = "";

    /// <summary>Returns the source file as the compiler named it; empty if the file does not tell.</summary>
    public string SourceFile { get; internal init; } = "";

    /// <summary>Returns the source line, from 1; 0 if the file does not tell.</summary>
    public int Line { get; internal init; }

    /// <summary>Returns the column, from 1; 0 if the file does not tell.</summary>
    public int Column { get; internal init; }

    /// <summary>The name to look for in the kernel; empty for a relocation.</summary>
    internal string Target { get; init; } = "";

    /// <summary>Whether the program may work without it.</summary>
    internal bool IsOptional { get; init; }

    /// <summary>The program's own type of the subject; void if it has none.</summary>
    internal BtfType LocalType { get; init; }
}

using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Btf.Generators;

/// <summary>A diagnostic and its place, without the syntax tree, which changes with every keystroke.</summary>
/// <param name="Id">The id of one of the <see cref="Faults"/>.</param>
/// <param name="Path">The file.</param>
/// <param name="Span">The place in the file.</param>
/// <param name="Lines">The place in lines and columns.</param>
/// <param name="First">The message's first argument.</param>
/// <param name="Second">The message's second argument.</param>
internal sealed record Fault(string Id, string Path, TextSpan Span, LinePositionSpan Lines, string First, string Second)
{
    public static Fault At(Location location, DiagnosticDescriptor descriptor, string first, string second = "")
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new Fault(descriptor.Id, lines.Path, location.SourceSpan, lines.Span, first, second);
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Array.Find(Faults.All, descriptor => descriptor.Id == Id)!, Location.Create(Path, Span, Lines), First, Second);
}

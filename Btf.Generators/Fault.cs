using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Btf.Generators;

/// <summary>A diagnostic and where it belongs, without the syntax tree, which changes with every key that is pressed.</summary>
/// <param name="Id">Which of <see cref="Faults"/>.</param>
/// <param name="Path">The file.</param>
/// <param name="Span">The place in it.</param>
/// <param name="Lines">The same in lines.</param>
/// <param name="First">The message's first word.</param>
/// <param name="Second">Its second one.</param>
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

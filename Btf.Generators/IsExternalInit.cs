namespace System.Runtime.CompilerServices;

/// <summary>The type that the compiler needs for <c>init</c> and that netstandard2.0 lacks.</summary>
internal static class IsExternalInit
{
}

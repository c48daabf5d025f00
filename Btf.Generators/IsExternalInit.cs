namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for <c>init</c>, which netstandard2.0 does not have.</summary>
internal static class IsExternalInit
{
}

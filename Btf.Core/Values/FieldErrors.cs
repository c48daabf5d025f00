using System.Diagnostics.CodeAnalysis;

namespace Btf.Core.Values;

/// <summary>Throws the errors of reading a field.</summary>
internal static class FieldErrors
{
    [DoesNotReturn]
    public static void Throw(bool isBound, int length, long needed)
    {
        if (!isBound)
        {
            throw new InvalidOperationException("The field is not bound: bind it to a kernel's types before it is read.");
        }

        throw new ArgumentException($"The data has {length} bytes; the field ends at byte {needed}.");
    }

    [DoesNotReturn]
    public static void ThrowUnreadable(ulong address, int length) => throw new IOException($"{length} bytes at address 0x{address:x} cannot be read.");
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Btf.Core;

public readonly partial struct BtfComposite
{
    /// <summary>
    /// Finds the member with a name, and its place in this structure or union. As in C, members of an anonymous structure or union count as members of
    /// the one around it, even behind a typedef or qualifier.
    /// </summary>
    /// <param name="name">The name, compared byte for byte. An empty name finds nothing.</param>
    /// <remarks>
    /// If the data has a name more than once, which C forbids, the member with the smallest depth is found, and of these the first. Anonymous members are
    /// searched to a depth of 32. Members whose type or name cannot be read are skipped.
    /// </remarks>
    /// <exception cref="KeyNotFoundException">There is no such member.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    /// <example>
    /// <code>
    /// BtfMemberLocation state = kernel.FindType("task_struct").AsComposite().FindMember("__state");
    /// Console.WriteLine($"{state.Member.Type} at byte {state.ByteOffset}");
    /// </code>
    /// </example>
    public BtfMemberLocation FindMember(string name)
    {
        if (!TryFindMember(name, out BtfMemberLocation location))
        {
            ThrowNoSuchMember(this, name);
        }

        return location;
    }

    /// <inheritdoc cref="FindMember(string)"/>
    public BtfMemberLocation FindMember(ReadOnlySpan<char> name)
    {
        if (!TryFindMember(name, out BtfMemberLocation location))
        {
            ThrowNoSuchMember(this, name.ToString());
        }

        return location;
    }

    /// <inheritdoc cref="FindMember(string)"/>
    public BtfMemberLocation FindMember(ReadOnlySpan<byte> name)
    {
        if (!TryFindMember(name, out BtfMemberLocation location))
        {
            ThrowNoSuchMember(this, Encoding.UTF8.GetString(name));
        }

        return location;
    }

    /// <summary>Finds the member with a name, and its place in this structure or union. See <see cref="FindMember(string)"/>.</summary>
    /// <param name="name">The name, compared byte for byte. An empty name finds nothing.</param>
    /// <param name="location">The member and its place.</param>
    /// <returns>Whether there is such a member.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool TryFindMember(string name, out BtfMemberLocation location)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFindMember(name.AsSpan(), out location);
    }

    /// <inheritdoc cref="TryFindMember(string, out BtfMemberLocation)"/>
    [SkipLocalsInit]
    public bool TryFindMember(ReadOnlySpan<char> name, out BtfMemberLocation location)
    {
        using var utf8 = new Utf8Name(name, stackalloc byte[Utf8Name.StackLength]);

        // A name without a UTF-8 form finds nothing, like the empty name.
        return TryFindMember(utf8.IsValid ? utf8.Bytes : default, out location);
    }

    /// <inheritdoc cref="TryFindMember(string, out BtfMemberLocation)"/>
    public bool TryFindMember(ReadOnlySpan<byte> name, out BtfMemberLocation location)
    {
        long work = 0;
        return MemberSearch.TryFind(this, name, out location, ref work);
    }

    [DoesNotReturn]
    private static void ThrowNoSuchMember(BtfComposite composite, string name) =>
        throw new KeyNotFoundException($"{composite} has no member named '{name}'.");
}

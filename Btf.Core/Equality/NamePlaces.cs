namespace Btf.Core.Equality;

/// <summary>Maps the string offsets of an object to offsets among the strings of several objects.</summary>
/// <param name="FirstOwn">The offset of the object's first own string.</param>
/// <param name="OwnShift">The number to add to the offset of an own string.</param>
/// <param name="BaseShift">The number to add to the offset of a base's string.</param>
internal readonly record struct NamePlaces(uint FirstOwn, uint OwnShift, uint BaseShift)
{
    public uint Of(uint offset) => offset + (offset >= FirstOwn ? OwnShift : BaseShift);
}

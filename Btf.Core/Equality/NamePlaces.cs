namespace Btf.Core.Equality;

/// <summary>Turns the string offsets of an object into offsets among the strings of several objects.</summary>
/// <param name="FirstOwn">The offset of the object's first own string.</param>
/// <param name="OwnShift">What is added to the offset of an own string.</param>
/// <param name="BaseShift">What is added to the offset of a string of a base.</param>
internal readonly record struct NamePlaces(uint FirstOwn, uint OwnShift, uint BaseShift)
{
    public uint Of(uint offset) => offset + (offset >= FirstOwn ? OwnShift : BaseShift);
}

using System.Buffers.Binary;
using Btf.Core.Comparison;
using NUnit.Framework;

namespace Btf.Core.Tests.Comparison;

/// <summary>After a change of one word in a real object, the comparison finds exactly that change.</summary>
[TestFixture]
public sealed class SingleEditTests
{
    private const int Edits = 200;
    private const uint HeadSize = 12;

    [Test]
    public void Two_hundred_edits_are_each_found_as_exactly_that_edit()
    {
        byte[] original = File.ReadAllBytes(Fixture.PathOf("sample.btf"));
        using BtfObject old = BtfObject.FromMemory(original);
        var random = new Random(200);
        Dictionary<string, int> counts = [];
        int done = 0;
        while (done < Edits)
        {
            byte[] copy = [.. original];
            BtfType type = old[(uint)random.Next(1, (int)old.NextTypeId)];
            if (type.Name.Utf8.IsEmpty || HasNamesakes(old, type) || Edit(old, type, copy, random) is not { } expected)
            {
                continue;
            }

            using BtfObject @new = BtfObject.FromMemory(copy);
            BtfComparison comparison = BtfComparison.Compare(old, @new);

            string what = $"edit {done} of {type} [{type.Id}]: {expected}";
            Assert.That(comparison.Changes.Select(change => change.Old?.Id), Is.EqualTo((uint?[])[type.Id]), what);
            Assert.That(comparison.Changes[0].New?.Id, Is.EqualTo(type.Id), what);
            Assert.That(comparison.Changes[0].Parts.Select(part => part.ToString()), Is.EqualTo((string[])[expected]), what);
            counts[expected.Split(' ')[0]] = counts.GetValueOrDefault(expected.Split(' ')[0]) + 1;
            done++;
        }

        Assert.That(counts.Keys, Is.SupersetOf((string[])["type", "member", "value"]));
    }

    private static bool HasNamesakes(BtfObject btf, BtfType type)
    {
        int count = 0;
        foreach (BtfType found in btf.FindTypes(type.Name.Utf8))
        {
            count += found.Kind == type.Kind || found.Kind == BtfKind.Fwd ? 1 : 0;
        }

        return count != 1;
    }

    /// <summary>Changes one word of a type's record.</summary>
    /// <returns>The difference; null if the type cannot be changed in the chosen way.</returns>
    private static string? Edit(BtfObject btf, BtfType type, byte[] copy, Random random)
    {
        uint start = (uint)btf.Header.TypeStart + PlaceOf(btf, type);
        switch (type.Kind)
        {
            case BtfKind.Struct or BtfKind.Union when random.Next(4) == 0:
                Add(copy, start + 8, 64);
                return $"type resized: {type.SizeOrType} -> {type.SizeOrType + 64}";
            case BtfKind.Struct or BtfKind.Union:
                return EditMember(btf, type, copy, start, random);
            case BtfKind.Enum when random.Next(5) == 0:
                Add(copy, start + 8, 4);
                return $"type resized: {type.SizeOrType} -> {type.SizeOrType + 4}";
            case BtfKind.Enum:
                BtfEnumValue value = type.AsEnum().Values[random.Next(type.Vlen)];
                Add(copy, start + HeadSize + (uint)value.Index * 8 + 4, 1000);
                long number = type.KindFlag ? value.SignedValue : (long)value.UnsignedValue;
                return number + 1000 > (type.KindFlag ? int.MaxValue : uint.MaxValue) ? null : $"value {value.Name} renumbered: {number} -> {number + 1000}";
            case BtfKind.Typedef:
                BtfType target = Named(btf, random);
                if (type.Target == target || type.Target.Name.Utf8.IsEmpty)
                {
                    return null;
                }

                Put(copy, start + 8, target.Id);
                return $"type retyped: {type.Target} -> {target}";
            case BtfKind.Func:
                Put(copy, start + 4, (uint)type.AsFunction().Linkage == 0 ? type.Info + 1 : type.Info - (uint)type.Vlen);
                return type.Vlen == 0 ? "type relinked: static -> global" : $"type relinked: {type.AsFunction().Linkage.ToString().ToLowerInvariant()} -> static";
            default:
                return null;
        }
    }

    private static string? EditMember(BtfObject btf, BtfType type, byte[] copy, uint start, Random random)
    {
        if (type.Vlen == 0)
        {
            return null;
        }

        BtfMember member = type.AsComposite().Members[random.Next(type.Vlen)];
        uint place = start + HeadSize + (uint)member.Index * 12;
        if (member.Name.Utf8.IsEmpty)
        {
            return null;
        }

        switch (random.Next(3))
        {
            case 0:
                Add(copy, place + 8, 8);
                return $"member {member.Name} moved: {Offset(member.BitOffset)} -> {Offset(member.BitOffset + 8)}";
            case 1:
                // Any name that no member has.
                BtfType other = Named(btf, random);
                if (!CanBeRenamed(type, member, other.Name))
                {
                    return null;
                }

                Put(copy, place, other.NameOffset);
                return $"member {other.Name} renamed: {member.Name} -> {other.Name}";
            default:
                BtfType target = Named(btf, random);
                if (member.Type == target || member.Type.Name.Utf8.IsEmpty)
                {
                    return null;
                }

                Put(copy, place + 4, target.Id);
                return $"member {member.Name} retyped: {member.Type} -> {target}";
        }
    }

    /// <summary>Whether no member has a new name. Anonymous members may have members of any name.</summary>
    private static bool CanBeRenamed(BtfType type, BtfMember member, BtfString name)
    {
        foreach (BtfMember known in type.AsComposite().Members)
        {
            if (known.Name.Utf8.SequenceEqual(name.Utf8) || known.Name.Utf8.IsEmpty || (known.BitOffset == member.BitOffset && known.Index != member.Index))
            {
                return false;
            }
        }

        return true;
    }

    private static BtfType Named(BtfObject btf, Random random)
    {
        while (true)
        {
            BtfType type = btf[(uint)random.Next(1, (int)btf.NextTypeId)];
            if (!type.Name.Utf8.IsEmpty && (BtfKinds.Int | BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Typedef).Includes(type.Kind) && !HasNamesakes(btf, type))
            {
                return type;
            }
        }
    }

    private static string Offset(uint bits) => bits % 8 == 0 ? $"{bits / 8}" : $"{bits / 8}:{bits % 8}";

    private static uint PlaceOf(BtfObject btf, BtfType type) => btf.RecordOffsets[(int)(type.Id - btf.FirstTypeId)];

    private static void Put(byte[] copy, uint place, uint word) => BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan((int)place), word);

    private static void Add(byte[] copy, uint place, uint more) => Put(copy, place, BinaryPrimitives.ReadUInt32LittleEndian(copy.AsSpan((int)place)) + more);
}

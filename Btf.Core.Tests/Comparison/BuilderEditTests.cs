using Btf.Core.Comparison;
using NUnit.Framework;

namespace Btf.Core.Tests.Comparison;

/// <summary>The builder rebuilds one type of a real object with one edit, and the comparison finds exactly that edit.</summary>
[TestFixture]
public sealed class BuilderEditTests
{
    private const int Edits = 200;

    [Test]
    public void Two_hundred_edits_by_the_builder_are_each_told_as_exactly_that_edit()
    {
        using BtfObject old = BtfObject.Open(Fixture.PathOf("sample.btf"));
        BtfType[] types = [.. old.Types.Where(type => !type.Name.IsEmpty && type.Kind is BtfKind.Struct or BtfKind.Union or BtfKind.Enum && old.FindTypes(type.Name.ToString()).Count() == 1)];
        uint number = old.FindType("int", BtfKind.Int).Id;
        Random random = new(201);
        HashSet<string> kinds = [];
        for (int done = 0; done < Edits;)
        {
            BtfType type = types[random.Next(types.Length)];
            BtfBuilder builder = new();
            builder.Append(old);
            string? expected = type.Kind == BtfKind.Enum ? EditEnum(builder, type, random) : EditComposite(builder, type, number, random);
            if (expected is null)
            {
                continue;
            }

            using BtfObject @new = builder.ToObject();
            BtfComparison forth = BtfComparison.Compare(old, @new);
            Assert.That(forth.Changes.Select(change => change.Old?.Id), Is.EqualTo((uint?[])[type.Id]), $"{type}: {expected}");
            Assert.That(forth.Changes[0].Parts.Select(part => part.ToString()), Is.EqualTo((string[])[expected]), type.ToString());
            kinds.Add(string.Join(' ', expected.Split(' ', ':').Where(word => word is "member" or "value" or "type" or "added" or "removed" or "renamed" or "moved" or "resized" or "renumbered")));
            done++;
        }

        Assert.That(kinds, Is.EquivalentTo((string[])["member added", "member removed", "member renamed", "member moved", "type resized", "value added", "value removed", "value renamed", "value renumbered"]));
    }

    private static string? EditComposite(BtfBuilder builder, BtfType type, uint number, Random random)
    {
        BtfMember[] members = [.. type.AsComposite().Members];
        List<BtfBuilderMember> edited = [.. members.Select(member => (BtfBuilderMember)(member.Name.ToString(), member.Type.Id, (int)member.BitOffset, (int)member.BitfieldSize))];
        uint size = type.SizeInBytes;
        int index = random.Next(Math.Max(members.Length, 1));
        bool hasMember = members.Length > 0 && !members[index].Name.IsEmpty && !members[index].Type.Name.IsEmpty;
        string expected;
        switch (random.Next(5))
        {
            case 0:
                edited.Add(("added_here", number, 0));
                expected = "member added_here added: int at 0";
                break;
            case 1 when hasMember:
                edited.RemoveAt(index);
                expected = $"member {members[index].Name} removed: {members[index].Type}{(members[index].BitfieldSize != 0 ? $" : {members[index].BitfieldSize}" : "")} at {Offset(members[index].BitOffset)}";
                break;
            case 2 when hasMember && members.Count(other => other.BitOffset == members[index].BitOffset) == 1:
                edited[index] = ("renamed_here", members[index].Type.Id, (int)members[index].BitOffset, (int)members[index].BitfieldSize);
                expected = $"member renamed_here renamed: {members[index].Name} -> renamed_here";
                break;
            case 3 when hasMember:
                edited[index] = (members[index].Name.ToString(), members[index].Type.Id, (int)members[index].BitOffset + 8, (int)members[index].BitfieldSize);
                expected = $"member {members[index].Name} moved: {Offset(members[index].BitOffset)} -> {Offset(members[index].BitOffset + 8)}";
                break;
            case 4:
                size += 8;
                expected = $"type resized: {type.SizeInBytes} -> {size}";
                break;
            default:
                return null;
        }

        BtfBuilderMember[] all = [.. edited];
        uint added = type.Kind == BtfKind.Struct
            ? builder.AddStruct(type.Name.ToString(), size, type.KindFlag, all)
            : builder.AddUnion(type.Name.ToString(), size, type.KindFlag, all);
        builder.Replace(type.Id, added);
        return expected;
    }

    private static string? EditEnum(BtfBuilder builder, BtfType type, Random random)
    {
        BtfEnum enumeration = type.AsEnum();
        List<(string Name, long Value)> values = [.. enumeration.Values.Select(value => (value.Name.ToString(), enumeration.IsSigned ? value.SignedValue : (long)value.UnsignedValue))];
        if (values.Count == 0)
        {
            return null;
        }

        int index = random.Next(values.Count);
        (string name, long value) = values[index];
        string expected;
        switch (random.Next(4))
        {
            case 0:
                values.Add(("ADDED_HERE", 77_777));
                expected = "value ADDED_HERE added: 77777";
                break;
            case 1:
                values.RemoveAt(index);
                expected = $"value {name} removed: {value}";
                break;
            case 2 when values.Count(other => other.Value == value) == 1:
                values[index] = ("RENAMED_HERE", value);
                expected = $"value RENAMED_HERE renamed: {name} -> RENAMED_HERE";
                break;
            case 3:
                values[index] = (name, 77_777);
                expected = $"value {name} renumbered: {value} -> 77777";
                break;
            default:
                return null;
        }

        BtfBuilderValue[] all = [.. values.Select(edited => (BtfBuilderValue)edited)];
        builder.Replace(type.Id, builder.AddEnum(type.Name.ToString(), type.SizeInBytes, enumeration.IsSigned, all));
        return expected;
    }

    private static string Offset(uint bits) => bits % 8 == 0 ? $"{bits / 8}" : $"{bits / 8}:{bits % 8}";
}

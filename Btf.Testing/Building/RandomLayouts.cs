using Btf.Core;
using Btf.Core.Building;

namespace Btf.Testing;

/// <summary>
/// Makes random structures and unions as compilers lay them out: packed or not, nested, with bit-fields, gaps and padding, and with numbers of twice a pointer's
/// size aligned as on one machine or another.
/// </summary>
public sealed class RandomLayouts
{
    private const uint MostBytesOfMember = 1 << 10;

    private readonly Random _random;
    private readonly BtfBuilder _builder = new();
    private readonly List<(uint Id, uint Size)> _numbers = [];
    private readonly List<Placed> _types = [];

    private RandomLayouts(Random random, uint pointerSize)
    {
        _random = random;
        (string Name, uint Size)[] numbers = [("char", 1), ("_Bool", 1), ("short", 2), ("unsigned int", 4), ("long long", 8), ("__int128", 16)];
        uint wideAlignment = random.Next(2) == 0 ? pointerSize : pointerSize * 2;
        foreach ((string name, uint size) in numbers)
        {
            if (size <= pointerSize * 2)
            {
                uint id = _builder.AddInt(name, size, name == "_Bool" ? BtfIntEncoding.Bool : BtfIntEncoding.Signed);
                _types.Add(new Placed(id, size, Math.Min(size, size > pointerSize ? wideAlignment : size)));
                // Where a wide bit-field lies depends on the machine too, in another way.
                if (name != "_Bool" && size <= pointerSize)
                {
                    _numbers.Add((id, size));
                }
            }
        }

        _types.Add(new Placed(_builder.AddPointer(0), pointerSize, pointerSize));
    }

    /// <summary>Returns the BTF of structures and unions, which have different names or none.</summary>
    /// <param name="random">The choices.</param>
    /// <param name="pointerSize">The size of a pointer in bytes: 4 or 8.</param>
    /// <param name="count">The number of types besides numbers and pointers.</param>
    public static byte[] Make(Random random, uint pointerSize, int count)
    {
        RandomLayouts layouts = new(random, pointerSize);
        for (int i = 0; i < count; i++)
        {
            layouts.AddType();
        }

        return layouts._builder.ToArray();
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    /// <summary>Returns a type for a member. A large one is replaced by a number, so that types do not grow with each level.</summary>
    private Placed AnyType()
    {
        Placed type = _types[_random.Next(_types.Count)];

        // The first types are numbers.
        return type.Size <= MostBytesOfMember ? type : _types[_random.Next(_numbers.Count)];
    }

    private void AddType()
    {
        if (Chance(5))
        {
            Placed element = AnyType();
            uint count = (uint)_random.Next(4);
            _types.Add(new Placed(_builder.AddArray(element.Id, _numbers[0].Id, count), element.Size * count, element.Alignment));
        }
        else
        {
            AddComposite(isUnion: Chance(4), isPacked: Chance(5), hasBitfields: Chance(3));
        }
    }

    private void AddComposite(bool isUnion, bool isPacked, bool hasBitfields)
    {
        List<BtfBuilderMember> members = [];
        uint alignment = 1;
        uint end = 0;
        uint size = 0;
        for (int i = _random.Next(6); i >= 0; i--)
        {
            uint start;
            if (hasBitfields && Chance(2))
            {
                (uint id, uint unit) = _numbers[_random.Next(_numbers.Count)];
                uint bits = (uint)_random.Next(1, (int)unit * 8 + 1);
                start = isPacked || (end % (unit * 8)) + bits <= unit * 8 ? end : RoundUp(end, unit * 8);
                start = isUnion ? 0 : start;
                members.Add(new BtfBuilderMember($"b{i}", id, start, (int)bits));
                end = start + bits;
                alignment = Math.Max(alignment, isPacked ? 1 : unit);
            }
            else
            {
                Placed type = AnyType();
                uint multiple = isPacked ? 1 : type.Alignment;
                start = RoundUp(end, multiple * 8) + (Chance(10) ? (uint)_random.Next(1, 9) * multiple * 8 : 0);
                start = isUnion ? 0 : start;
                members.Add(new BtfBuilderMember($"m{i}", type.Id, start));
                end = start + (type.Size * 8);
                alignment = Math.Max(alignment, multiple);
            }

            size = Math.Max(size, RoundUp(end, 8) / 8);
        }

        size = RoundUp(size, alignment) + (Chance(10) ? (uint)_random.Next(1, 4) * alignment : 0);
        string name = Chance(4) ? "" : $"t{_builder.NextTypeId}";
        uint added = isUnion ? _builder.AddUnion(name, size, hasBitfields, [.. members]) : _builder.AddStruct(name, size, hasBitfields, [.. members]);
        _types.Add(new Placed(added, size, alignment));
    }

    private static uint RoundUp(uint value, uint multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>A type that can be a member: its size and alignment in bytes.</summary>
    private readonly record struct Placed(uint Id, uint Size, uint Alignment);
}

using System.Globalization;
using System.Text;

namespace Btf.Core.Tests;

/// <summary>A member path from a random walk over types, with the place that the walk has reached.</summary>
internal sealed class RandomPath(BtfType start, Random random)
{
    private const int MaxSteps = 16;

    private readonly StringBuilder _path = new(start.Name.ToString());
    private string _separator = ".";
    private bool _nameIsLast;

    public string Path => _path.ToString();

    public BtfType Type { get; private set; } = start;

    public ulong BitOffset { get; private set; }

    public int Pointers { get; private set; }

    /// <summary>The number of arrows that another arrow or an index follows.</summary>
    public int Deep { get; private set; }

    /// <summary>The number of anonymous members on the way.</summary>
    public int LookedThrough { get; private set; }

    /// <summary>Walks at random. Returns false if it ended at an anonymous member or a pointer's target, which no path can name.</summary>
    public bool TryWalk()
    {
        bool canEnd = false;
        for (int step = 0; step < MaxSteps && (!canEnd || random.Next(5) > 0); step++)
        {
            BtfType plain = Type.Underlying;
            bool moved = plain.Kind switch
            {
                BtfKind.Struct or BtfKind.Union => TryEnter(plain.AsComposite(), out canEnd),
                BtfKind.Array => TryIndex(plain.AsArray(), ref canEnd),
                BtfKind.Ptr => TryCross(plain, ref canEnd),
                _ => false,
            };
            if (!moved)
            {
                break;
            }
        }

        return canEnd;
    }

    private bool TryEnter(BtfComposite composite, out bool isNamed)
    {
        if (composite.Members.Count == 0)
        {
            isNamed = _nameIsLast;
            return false;
        }

        BtfMember member = composite.Members[random.Next(composite.Members.Count)];
        Type = member.Type;
        BitOffset += member.BitOffset;
        isNamed = _nameIsLast = !member.Name.IsEmpty;
        LookedThrough += isNamed ? 0 : 1;
        if (isNamed)
        {
            _path.Append(_separator).Append(member.Name);
            _separator = ".";
        }

        return true;
    }

    private bool TryIndex(BtfArray array, ref bool canEnd)
    {
        if (!array.ElementType.TryGetSizeInBytes(out uint size))
        {
            return false;
        }

        uint index = (uint)random.NextInt64(array.Count == 0 ? 5 : array.Count);
        _path.Append(CultureInfo.InvariantCulture, $"[{index}]");
        BitOffset += 8UL * index * size;
        Type = array.ElementType;
        _separator = ".";
        canEnd = _nameIsLast = true;
        return true;
    }

    private bool TryCross(BtfType pointer, ref bool canEnd)
    {
        BtfType pointee = pointer.Target.Underlying;
        if (pointee.Kind is not (BtfKind.Ptr or BtfKind.Array) && (pointee.Kind is not (BtfKind.Struct or BtfKind.Union) || pointee.Vlen == 0))
        {
            return false;
        }

        // Nameless members are not pointers, so a name, an index or another arrow precedes this one.
        _path.Append("->");
        Deep += _separator.Length == 0 || pointee.Kind == BtfKind.Array ? 1 : 0;

        Type = pointee;
        BitOffset = 0;
        Pointers++;
        _separator = "";
        _nameIsLast = false;
        canEnd = false;
        return true;
    }
}

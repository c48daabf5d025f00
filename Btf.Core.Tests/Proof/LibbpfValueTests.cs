using System.Buffers;
using System.Text;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares the text of values of every structure and union of the running kernel with that of the installed libbpf, unless libbpf is wrong.</summary>
/// <remarks>
/// libbpf is wrong about signed bit-fields, one-byte integers after a character array, and nameless values of signed enumerations, and refuses arrays of empty
/// structures. The vectors test types that contain these.
/// </remarks>
[TestFixture]
[NonParallelizable]
public sealed class LibbpfValueTests
{
    private const int Largest = 1 << 14;
    private const int Seed = 16;

    [Test]
    public void Random_bytes_of_every_composite_print_as_libbpf_prints_them()
    {
        byte[] bytes = File.ReadAllBytes(Oracles.KernelBtf());
        using LibbpfObject libbpf = LibbpfObject.Open(bytes);
        using LibbpfValueText expected = new(libbpf);
        using BtfObject kernel = BtfObject.FromMemory(bytes);
        Random random = new(Seed);
        byte[] data = new byte[Largest];
        random.NextBytes(data);
        ArrayBufferWriter<byte> text = new();
        BtfValueOptions zeroes = new() { Zeroes = true };
        List<string> wrong = [];
        int count = 0;
        foreach (BtfType type in kernel.Types)
        {
            if (type.Kind is not (BtfKind.Struct or BtfKind.Union) || type.SizeInBytes > Largest || !IsRightInLibbpf(type))
            {
                continue;
            }

            ReadOnlySpan<byte> value = data.AsSpan(0, (int)type.SizeInBytes);
            (int result, string theirs) = expected.Of(type.Id, value, zeroes: true);
            if (result < 0)
            {
                continue;
            }

            count++;
            text.ResetWrittenCount();
            Assert.That(BtfValueWriter.Write(type, value, text, zeroes), Is.EqualTo(result));
            if (Encoding.UTF8.GetString(text.WrittenSpan) is string ours && ours != theirs)
            {
                wrong.Add($"[{type.Id}] {type}: {TextComparison.FirstDifference(Encoding.UTF8.GetBytes(ours), Encoding.UTF8.GetBytes(theirs))}");
            }
        }

        TestContext.Out.WriteLine($"{count} types");
        Assert.That(count, Is.GreaterThan(1000));
        Assert.That(wrong, Is.Empty, () => $"{wrong.Count} of {count}:\n{string.Join('\n', wrong.Take(20))}");
    }

    private static bool IsRightInLibbpf(BtfType type)
    {
        type = type.Underlying;
        switch (type.Kind)
        {
            case BtfKind.Array:
                BtfType element = type.AsArray().ElementType;
                return element.SizeInBytes > 1 && IsRightInLibbpf(element);
            case BtfKind.Enum or BtfKind.Enum64:
                return !type.AsEnum().IsSigned && type.Kind == BtfKind.Enum && type.SizeInBytes == sizeof(uint);
            case BtfKind.Struct or BtfKind.Union:
                foreach (BtfMember member in type.AsComposite().Members)
                {
                    if (member.BitfieldSize != 0 || !IsRightInLibbpf(member.Type))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }
}

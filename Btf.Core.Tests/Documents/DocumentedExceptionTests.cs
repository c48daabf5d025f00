using System.Buffers.Binary;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The comment of a member, or of its type, names each exception that the data or the object's state can cause.</summary>
public sealed class DocumentedExceptionTests
{
    private const uint NoSuchOffset = 0x7FFF_FFF0;

    // The disposal tests prove that exactly these calls throw.
    [Test]
    public void Every_member_that_fails_after_disposal_says_so()
    {
        string[] silent = MemberComments.Silent(SurfaceTable.Calls.Where(call => !call.Traits.HasFlag(SurfaceTraits.ReadsNothing)), typeof(ObjectDisposedException));

        Assert.That(silent, Is.Empty, string.Join('\n', silent));
    }

    [Test]
    public void Every_member_that_fails_on_bad_ids_and_names_says_so()
    {
        using SurfaceSample sample = new(bigEndian: false);
        Spoil(sample.Bytes);
        SurfaceCall[] failing = [.. SurfaceTable.Calls.Where(call => !IsOther(call.Member) && Fails(call, sample))];
        string[] silent = MemberComments.Silent(failing, typeof(BtfFormatException));

        Assert.That(failing, Has.Length.GreaterThan(30));
        Assert.That(silent, Is.Empty, string.Join('\n', silent));
    }

    // Types that were found by a name have it until a test removes it. For the items of a list's enumerator, the table's call reads the name.
    private static bool IsOther(string member) => member.Contains("Matches", StringComparison.Ordinal) || member.EndsWith(".GetEnumerator()", StringComparison.Ordinal);

    private static bool Fails(SurfaceCall call, SurfaceSample sample)
    {
        try
        {
            call.Call(sample);
            return false;
        }
        catch (BtfFormatException)
        {
            return true;
        }
        catch (Exception e) when (e is not AssertionException)
        {
            // Another reason, such as a name that is not found any more.
            return false;
        }
    }

    /// <summary>Gives all types and elements names and targets that do not exist, which opening does not check.</summary>
    private static void Spoil(byte[] data)
    {
        using BtfObject btf = BtfObject.FromMemory(data.ToArray());
        foreach (BtfType type in btf.Types)
        {
            Span<byte> record = data.AsSpan((int)type.ByteOffset);
            Write(record, 0);
            if (type.Kind.HasTarget() || type.Kind == BtfKind.FuncProto)
            {
                Write(record, 8);
            }

            int elements = type.Kind is BtfKind.Func or BtfKind.DeclTag ? 0 : type.Vlen;
            int size = type.Kind is BtfKind.Enum or BtfKind.FuncProto ? 8 : 12;
            for (int at = 12; elements > 0; elements--, at += size)
            {
                Write(record, at);
                if (type.Kind is BtfKind.Struct or BtfKind.Union or BtfKind.FuncProto)
                {
                    Write(record, at + 4);
                }
            }

            if (type.Kind == BtfKind.Array)
            {
                Write(record, 12);
                Write(record, 16);
            }
        }
    }

    private static void Write(Span<byte> record, int offset) => BinaryPrimitives.WriteUInt32LittleEndian(record[offset..], NoSuchOffset);
}

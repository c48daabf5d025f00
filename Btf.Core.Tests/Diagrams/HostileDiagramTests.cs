using System.Buffers;
using Btf.Core.Diagrams;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Crafted structures are drawn in little memory, and the picture says that it is not whole.</summary>
[TestFixture]
public sealed class HostileDiagramTests
{
    private const long MostBytes = 64 << 20;

    [Test]
    public void A_structure_that_contains_itself_twice_is_drawn_in_part([Values] bool isSvg, [Values(8, 64)] int bytesPerRow)
    {
        var builder = new BtfBuilder();
        builder.AddConst(2);
        builder.AddStruct("", 4096, ("", 1u, 0), ("", 2u, 512));
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        var options = new BtfDiagramOptions { Depth = 3, BytesPerRow = bytesPerRow };
        var picture = new ArrayBufferWriter<byte>();
        long before = GC.GetAllocatedBytesForCurrentThread();
        if (isSvg)
        {
            BtfDiagram.WriteSvg(btf[2], picture, options);
        }
        else
        {
            BtfDiagram.WriteText(btf[2], picture, options);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MostBytes));
        Assert.That(picture.WrittenCount, Is.InRange(1000, 4 << 20));
    }
}

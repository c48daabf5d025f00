using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>For any data, searches for members and paths end without an exception.</summary>
[TestFixture]
public sealed class HostilePathTests
{
    [TestCase("mutants")]
    [TestCase("matrix")]
    [TestCase("verify")]
    public void Paths_into_hostile_data_are_answered(string family)
    {
        int found = 0;
        foreach (BtfVector vector in Vectors.Read(family))
        {
            if (BtfObject.TryFromMemory(vector.Blob, out BtfObject? btf, out _))
            {
                foreach (BtfType type in btf.Types)
                {
                    found += Probe(btf, type);
                }

                btf.Dispose();
            }
        }

        Assert.That(found, Is.GreaterThan(10));
    }

    private static int Probe(BtfObject btf, BtfType type)
    {
        foreach (string path in (string[])["x", "[0]", "[1][1].x", "->x", "->x->x.y[3]"])
        {
            type.TryResolvePath(path, out _, out BtfPathError error);
            Assert.That(error.Message, Is.Not.Empty);
        }

        int found = 0;
        if (type.TryAsComposite(out BtfComposite composite))
        {
            found += composite.TryFindMember("no such member", out _) ? 1 : 0;
            foreach (BtfMember member in composite.Members)
            {
                if (member.Name.TryGetUtf8(out ReadOnlySpan<byte> name) && !name.IsEmpty)
                {
                    found += composite.TryFindMember(name, out _) ? 1 : 0;
                    string text = Encoding.UTF8.GetString(name);
                    btf.TryResolvePath($"{type}.{text}", out _, out _);
                    type.TryResolvePath($"{text}[2].{text}->{text}", out _, out BtfPathError error);
                    Assert.That(error.Message, Is.Not.Empty);
                }
            }
        }

        return found;
    }
}

using NUnit.Framework;

namespace Btf.Testing;

/// <summary>Opens what must not open, by every form there is, and gives back the error that all of them report.</summary>
public static class Rejection
{
    /// <summary>By <see cref="BtfObject"/>, from memory.</summary>
    public static BtfError Of(byte[] data, BtfObject? baseObject = null)
    {
        BtfFormatException thrown = Assert.Throws<BtfFormatException>(() => Open(data, baseObject).Dispose())!;
        bool opened = BtfObject.TryFromMemory(data, out BtfObject? result, out BtfError error, baseObject);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Is.False);
            Assert.That(result, Is.Null);
            AssertSame(error, thrown);
        }

        return error;
    }

    /// <summary>By <see cref="BtfTypeReader"/>, walked to the place of the error.</summary>
    public static BtfError ByReader(byte[] data) =>
        Assert.Throws<BtfFormatException>(() => ReadAll(data))!.Error;

    /// <summary>By both, which must agree.</summary>
    public static BtfError ByAll(byte[] data)
    {
        BtfError error = Of(data);
        BtfFormatException thrown = Assert.Throws<BtfFormatException>(() => ReadAll(data))!;
        using (Assert.EnterMultipleScope())
        {
            AssertSame(error, thrown);
        }

        return error;
    }

    /// <summary>By <see cref="BtfHeader"/> too, for what is wrong with the header.</summary>
    public static BtfError ByHeader(byte[] data)
    {
        BtfFormatException thrown = Assert.Throws<BtfFormatException>(() => BtfHeader.Parse(data))!;
        bool parsed = BtfHeader.TryParse(data, out BtfHeader header, out BtfError error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parsed, Is.False);
            Assert.That(header, Is.EqualTo(default(BtfHeader)));
            AssertSame(error, thrown);
            AssertSame(ByAll(data), thrown);
        }

        return error;
    }

    /// <summary>Asserts what an error says.</summary>
    public static void Expect(BtfError error, BtfErrorCode code, long byteOffset, uint typeId, string says)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Code, Is.EqualTo(code));
            Assert.That(error.ByteOffset, Is.EqualTo(byteOffset));
            Assert.That(error.TypeId, Is.EqualTo(typeId));
            Assert.That(error.Message, Does.Contain(says));
            Assert.That(error.ToString(), Is.EqualTo(error.Message));
        }
    }

    private static BtfObject Open(byte[] data, BtfObject? baseObject) =>
        baseObject is null ? BtfObject.FromMemory(data) : BtfObject.FromMemory(data, baseObject);

    private static void ReadAll(byte[] data)
    {
        BtfTypeReader reader = new(data);
        while (reader.Read())
        {
        }
    }

    private static void AssertSame(BtfError error, BtfFormatException thrown)
    {
        Assert.That(error.Code, Is.EqualTo(thrown.Error.Code));
        Assert.That(error.ByteOffset, Is.EqualTo(thrown.Error.ByteOffset));
        Assert.That(error.TypeId, Is.EqualTo(thrown.Error.TypeId));
        Assert.That(error.Message, Is.EqualTo(thrown.Message));
    }
}

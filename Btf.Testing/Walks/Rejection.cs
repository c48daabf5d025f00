using NUnit.Framework;

namespace Btf.Testing;

/// <summary>Opens bad data by every form, and returns the error that all forms must report.</summary>
public static class Rejection
{
    /// <summary>Opens data as a <see cref="BtfObject"/> from memory.</summary>
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

    /// <summary>Walks over data with a <see cref="BtfTypeReader"/> up to the error.</summary>
    public static BtfError ByReader(byte[] data) =>
        Assert.Throws<BtfFormatException>(() => ReadAll(data))!.Error;

    /// <summary>Opens data both ways, which must agree.</summary>
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

    /// <summary>Opens data both ways and parses the <see cref="BtfHeader"/>, for errors in the header.</summary>
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

    /// <summary>Asserts the content of an error.</summary>
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

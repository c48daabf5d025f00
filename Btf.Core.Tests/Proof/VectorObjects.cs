namespace Btf.Core.Tests;

/// <summary>Opens a vector's blobs with their chain of bases, lowest first.</summary>
public static class VectorObjects
{
    public static BtfObject? TryOpen(BtfVector vector, out BtfError error) => TryOpen(vector.Blob, vector.Bases, out error);

    public static BtfObject? TryOpen(byte[] blob, IEnumerable<byte[]> bases, out BtfError error)
    {
        BtfObject? result = null;
        error = default;
        foreach (byte[] btf in bases.Append(blob))
        {
            if (!BtfObject.TryFromMemory(btf, out result, out error, result))
            {
                return null;
            }
        }

        return result;
    }

    /// <summary>Opens the blob with its bases; fails the test if it does not open.</summary>
    public static BtfObject Open(byte[] blob, IEnumerable<byte[]> bases) =>
        TryOpen(blob, bases, out BtfError error) ?? throw new BtfFormatException(error);
}

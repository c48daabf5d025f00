namespace Btf.Core;

public sealed partial class BtfObject
{
    /// <summary>Opens a source's types as an object, and returns the <c>.BTF.ext</c> section beside them; null if there is none.</summary>
    /// <returns>The error, if any. On an error there is neither an object nor memory to free.</returns>
    /// <exception cref="IOException">The source cannot be read.</exception>
    internal static BtfError TryCreateWithExtension(ByteSource source, BtfOpenOptions? options, out BtfObject? result, out BtfMemory? extension)
    {
        options ??= BtfOpenOptions.Default;
        result = null;
        extension = null;
        BtfError error = new BtfFinder(options, withExtension: true).Find(source, out BtfFinder.Contents contents);
        if (!error.IsNone)
        {
            return error;
        }

        contents.Inline?.Dispose();
        error = contents.Base is null ? Index(contents.Btf!, null, options, out result) : IndexDistilled(contents, null, options, out result);
        if (result is null)
        {
            contents.Extension?.Dispose();
        }
        else
        {
            extension = contents.Extension;
        }

        return error;
    }
}

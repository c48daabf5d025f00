using Btf.Core;
using Btf.Core.Extensions;

namespace Btf.Cli;

/// <summary>Goes over the records of <c>.BTF.ext</c>, and skips bad ones.</summary>
internal static class ExtensionWalk
{
    /// <summary>Shows each record. Warns, with the place, of a record that cannot be shown.</summary>
    /// <returns>Whether all records could be shown.</returns>
    public static bool Over<T>(BtfExtensionRecords<T> records, Func<T, long> offset, Action<T> show)
        where T : struct, IBtfExtensionRecord<T>
    {
        bool sound = true;
        int index = 0;
        foreach (T record in records)
        {
            try
            {
                show(record);
            }
            catch (BtfFormatException e)
            {
                sound = false;
                Warning.Write($".BTF.ext: {typeof(T).Name} {index} at byte {offset(record)}: {e.Message}");
            }

            index++;
        }

        return sound;
    }
}

using System.Globalization;

namespace Btf.Core;

/// <summary>Reads the number of processors that the running kernel may have. A per-processor map has this number of values for each key.</summary>
internal static class PossibleProcessors
{
    private const string File = "/sys/devices/system/cpu/possible";

    /// <summary>The highest number in the kernel's list, such as <c>0-3</c> or <c>0,2-7</c>, plus 1.</summary>
    public static int Count
    {
        get
        {
            string list = System.IO.File.ReadAllText(File).Trim();
            int last = list.AsSpan().LastIndexOfAny(',', '-');
            return int.TryParse(list.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int highest)
                ? highest + 1
                : throw new IOException($"{File} does not list processors.");
        }
    }
}

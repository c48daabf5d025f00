using System.Globalization;

namespace Btf.Core;

/// <summary>How many processors the running kernel may have: a map with a value for each processor has so many.</summary>
internal static class PossibleProcessors
{
    private const string File = "/sys/devices/system/cpu/possible";

    /// <summary>One more than the highest number in the kernel's list, such as <c>0-3</c> or <c>0,2-7</c>.</summary>
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

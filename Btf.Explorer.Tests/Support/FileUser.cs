using System.Runtime.InteropServices;

namespace Btf.Explorer.Tests;

/// <summary>Opens files with less rights than the process has.</summary>
internal static partial class FileUser
{
    private const int Nobody = 65534;

    /// <summary>Runs a function that opens files on this thread as the user who owns nothing.</summary>
    public static T AsNobody<T>(Func<T> run)
    {
        int before = SetFileUser(Nobody);
        try
        {
            return run();
        }
        finally
        {
            _ = SetFileUser(before);
        }
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(int user);
}

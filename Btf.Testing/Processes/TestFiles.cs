namespace Btf.Testing;

/// <summary>Deletes the files of tests.</summary>
internal static class TestFiles
{
    /// <summary>Deletes a folder with its content; on systems other than Linux, as much of it as possible.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (!OperatingSystem.IsLinux() && e is IOException or UnauthorizedAccessException)
        {
            // On those systems, a mapping lasts until its object is collected, and Windows does not delete a mapped file.
        }
    }
}

namespace Btf.Testing;

/// <summary>Removes what tests have written.</summary>
internal static class TestFiles
{
    /// <summary>Deletes a folder with all that is in it; off Linux, as much of it as can be.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (!OperatingSystem.IsLinux() && e is IOException or UnauthorizedAccessException)
        {
            // There a mapping lasts until its object is collected, and Windows keeps a mapped file.
        }
    }
}

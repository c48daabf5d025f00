namespace Btf.Explorer.Sources;

/// <summary>The tool's sample, a miniature kernel. It is part of the site.</summary>
internal static class Sample
{
    public static byte[] Read()
    {
        using Stream stream = typeof(Sample).Assembly.GetManifestResourceStream("sample.btf")!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

namespace Btf.Core;

/// <summary>Describes data that is not BTF by its first bytes, for error messages.</summary>
internal static class ContentKind
{
    private const int Shown = 8;
    private const int TextSample = 64;
    private const int TarMagicOffset = 257;

    /// <summary>Returns a description for the end of a sentence: "it is …", or the first bytes of the data.</summary>
    public static string Describe(ReadOnlySpan<byte> head) =>
        Name(head) is { } name ? "it is " + name : "its first bytes are " + Convert.ToHexString(head[..Math.Min(head.Length, Shown)]);

    /// <summary>Returns the kind of data, with an article; null if it is unknown.</summary>
    public static string? Name(ReadOnlySpan<byte> head) => head switch
    {
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "an ELF file",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a PNG image",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG image",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF image",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive",
        [(byte)'!', (byte)'<', (byte)'a', (byte)'r', (byte)'c', (byte)'h', (byte)'>', ..] => "an ar archive",
        [0xED, 0xAB, 0xEE, 0xDB, ..] => "an RPM package",
        [(byte)'0', (byte)'7', (byte)'0', (byte)'7', (byte)'0', ..] => "a cpio archive",
        [(byte)'h', (byte)'s', (byte)'q', (byte)'s', ..] => "a squashfs image",
        [0xCF or 0xCE, 0xFA, 0xED, 0xFE, ..] => "a Mach-O file",
        [(byte)'#', (byte)'!', ..] => "a script",
        _ when head.Length > TarMagicOffset && head[TarMagicOffset..].StartsWith("ustar"u8) => "a tar archive",
        _ when IsText(head) => "text",
        _ => null,
    };

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> sample = head[..Math.Min(head.Length, TextSample)];
        foreach (byte value in sample)
        {
            if (value is (< 0x20 and not (9 or 10 or 12 or 13)) or >= 0x7F)
            {
                return false;
            }
        }

        return sample.Length > 0;
    }
}

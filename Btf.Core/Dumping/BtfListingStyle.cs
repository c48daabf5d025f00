namespace Btf.Core;

/// <summary>How a listing writes names with control characters or with bytes that are not UTF-8. All other names look the same in both styles.</summary>
public enum BtfListingStyle
{
    /// <summary>
    /// Such bytes are escaped: in text as <c>\x1b</c>, in JSON so that every parser accepts them. In JSON, bytes that are not UTF-8 become U+FFFD.
    /// </summary>
    Safe = 0,

    /// <summary>As bpftool 7.8 writes them: in text the bytes as they are, and JSON that not every parser accepts.</summary>
    Bpftool = 1,
}

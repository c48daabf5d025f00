namespace Btf.Core;

/// <summary>How a listing shows names that hold control characters or bytes that are not UTF-8. All other names look the same in both styles.</summary>
public enum BtfListingStyle
{
    /// <summary>Such bytes are escaped: as <c>\x1b</c> in lines of text, and in JSON so that any parser accepts it. A byte that is not UTF-8 is U+FFFD there.</summary>
    Safe = 0,

    /// <summary>As bpftool 7.8 writes them: the bytes as they are in lines of text; JSON that not every parser accepts.</summary>
    Bpftool = 1,
}

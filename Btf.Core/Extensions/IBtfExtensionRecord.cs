namespace Btf.Core.Extensions;

/// <summary>A record of <c>.BTF.ext</c>. Implemented by this library's views only.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IBtfExtensionRecord<TSelf>
    where TSelf : struct, IBtfExtensionRecord<TSelf>
{
    /// <summary>The part that has these records.</summary>
    internal static abstract BtfExtensionPart Part { get; }

    /// <summary>Makes the view of the record at a place.</summary>
    internal static abstract TSelf Create(BtfExtension owner, int place, uint sectionNameOffset);
}

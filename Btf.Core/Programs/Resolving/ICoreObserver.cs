using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Receives what the resolver does with a record.</summary>
internal interface ICoreObserver
{
    /// <summary>Called when a record was read.</summary>
    void Begin(BtfCoreRelocation relocation, CoreSpec local, in CoreError error, ReadOnlySpan<BtfType> candidates);

    /// <summary>Called when the record was compared with a candidate.</summary>
    void Compared(BtfType candidate, CoreMatch match, CoreSpec spec);
}

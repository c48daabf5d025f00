namespace Btf.Core;

/// <summary>Receives findings: keeps only the first one, or passes on all of them.</summary>
internal struct FindingSink(Func<BtfFinding, bool>? take)
{
    private readonly Func<BtfFinding, bool>? _take = take;
    private bool _goesOn = take is not null;

    /// <summary>The first finding about a field that no loader fills in; none if there is no such finding.</summary>
    public BtfFinding First { get; private set; }

    /// <summary>Whether the checks continue after a finding.</summary>
    public readonly bool TakesAll => _goesOn;

    /// <summary>Receives a finding.</summary>
    /// <returns>Whether the checks continue.</returns>
    public bool Report(BtfFindingCode code, long byteOffset, uint typeId = 0, BtfKind kind = BtfKind.Void, int elementIndex = -1, bool isFilledByLoader = false)
    {
        var finding = new BtfFinding(code, byteOffset, typeId, kind, elementIndex, isFilledByLoader);
        if (First.IsNone && !isFilledByLoader)
        {
            First = finding;
        }

        _goesOn = _goesOn && _take!(finding);
        return _goesOn || (isFilledByLoader && _take is null);
    }
}

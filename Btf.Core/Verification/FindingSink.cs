namespace Btf.Core;

/// <summary>Takes findings: the first one only, or all of them into a list.</summary>
internal struct FindingSink(List<BtfFinding>? all)
{
    private readonly List<BtfFinding>? _all = all;

    /// <summary>The first finding; none where nothing was found.</summary>
    public BtfFinding First { get; private set; }

    /// <summary>Whether the checks go on after a finding.</summary>
    public readonly bool TakesAll => _all is not null;

    /// <summary>Takes a finding.</summary>
    /// <returns>Whether the checks go on.</returns>
    public bool Report(BtfFindingCode code, long byteOffset, uint typeId = 0, BtfKind kind = BtfKind.Void, int elementIndex = -1)
    {
        var finding = new BtfFinding(code, byteOffset, typeId, kind, elementIndex);
        if (First.IsNone)
        {
            First = finding;
        }

        _all?.Add(finding);
        return TakesAll;
    }
}

namespace Btf.Core;

/// <summary>Walks over the elements of all types of some kinds in a chain of objects.</summary>
internal struct ElementWalk<T>
    where T : struct, IBtfElement<T>
{
    private readonly BtfKinds _kinds;
    private BtfTypeList.Enumerator _types;
    private BtfElementList<T>.Enumerator _elements;

    public ElementWalk(BtfObject owner, BtfKinds kinds)
    {
        _kinds = kinds;
        _types = owner.AllTypes.GetEnumerator();
    }

    public readonly T Current => _elements.Current;

    /// <summary>The object that holds the element's type.</summary>
    public readonly BtfObject Owner => _types.Current.Object;

    public bool MoveNext()
    {
        while (!_elements.MoveNext())
        {
            if (!MoveToNextType())
            {
                return false;
            }
        }

        return true;
    }

    private bool MoveToNextType()
    {
        while (_types.MoveNext())
        {
            BtfType type = _types.Current;
            if (_kinds.Includes(type.Kind))
            {
                _elements = new BtfElementList<T>(type).GetEnumerator();
                return true;
            }
        }

        return false;
    }
}

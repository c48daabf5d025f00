using System.Reflection;

namespace Btf.Core.Tests;

/// <summary>
/// Reads every public property of every view of an object, including new ones, which need no list. Format errors are counted as results;
/// other exceptions are not caught.
/// </summary>
public sealed class ViewWalk
{
    private static readonly MethodInfo[] _casts =
        [.. typeof(BtfType).GetMethods().Where(method => method.Name.StartsWith("TryAs", StringComparison.Ordinal))];

    private ViewWalk()
    {
    }

    public long PropertyCount { get; private set; }

    public long FormatErrorCount { get; private set; }

    /// <summary>Walks the object's own types and its void.</summary>
    public static ViewWalk Over(BtfObject btf)
    {
        ViewWalk walk = new();
        walk.VisitProperties(btf);
        walk.VisitType(btf[0]);
        foreach (BtfType type in btf.Types)
        {
            walk.VisitType(type);
        }

        return walk;
    }

    private void VisitType(BtfType type)
    {
        VisitProperties(type);
        foreach (MethodInfo cast in _casts)
        {
            object?[] view = [null];
            if ((bool)cast.Invoke(type, view)!)
            {
                VisitProperties(view[0]!);
            }
        }
    }

    private void VisitProperties(object view)
    {
        foreach (PropertyInfo property in view.GetType().GetProperties().Where(property => IsReadable(view, property)))
        {
            PropertyCount++;
            Attempt(() => VisitValue(property.GetValue(view, BindingFlags.DoNotWrapExceptions, null, null, null)), MayHaveNone(view, property));
        }

        Attempt(() => view.ToString());
    }

    private static bool IsReadable(object view, PropertyInfo property) =>
        property is { PropertyType.IsByRefLike: false, GetMethod: { IsPublic: true, IsStatic: false } }
        && property.GetIndexParameters().Length == 0
        && (view is not BtfType type || property.Name != nameof(BtfType.Target) || type.Kind.HasTarget());

    // Not every type has a size or an alignment; those without throw another exception.
    private static bool MayHaveNone(object view, PropertyInfo property) =>
        view is BtfType && property.Name is nameof(BtfType.SizeInBytes) or nameof(BtfType.Alignment);

    private void VisitValue(object? value)
    {
        switch (value)
        {
            case BtfString name:
                _ = (name.IsEmpty, name.Utf8.Length, name.GetHashCode(), name.ToString());
                break;
            case BtfTypeChain chain:
                foreach (BtfType type in chain)
                {
                    _ = type.Kind;
                }

                break;
            case BtfElementList<BtfMember> members:
                VisitElements(members);
                break;
            case BtfElementList<BtfParameter> parameters:
                VisitElements(parameters);
                break;
            case BtfElementList<BtfEnumValue> values:
                VisitElements(values);
                break;
            case BtfElementList<BtfDataSectionEntry> entries:
                VisitElements(entries);
                break;
        }
    }

    private void VisitElements<T>(BtfElementList<T> elements)
        where T : struct, IBtfElement<T>
    {
        foreach (T element in elements)
        {
            VisitProperties(element);
        }
    }

    private void Attempt(Action read, bool mayHaveNone = false)
    {
        try
        {
            read();
        }
        catch (BtfFormatException)
        {
            FormatErrorCount++;
        }
        catch (InvalidOperationException) when (mayHaveNone)
        {
            // The type has none.
        }
    }
}

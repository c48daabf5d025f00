using System.Reflection;
using Btf.Core.Extensions;
using Btf.Core.Values;

namespace Btf.Core.Tests;

/// <summary>The names of the public members of the library's structs, its owners, its patterns and its extension methods, by reflection.</summary>
public static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static Type[] Elements { get; } =
        [.. typeof(BtfObject).Assembly.GetExportedTypes()
            .Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IBtfElement<>)))];

    private static Type[] ExtensionRecords { get; } = [typeof(BtfFunctionInfo), typeof(BtfLineInfo), typeof(BtfCoreRelocation)];

    /// <summary>The elements whose names can be searched.</summary>
    private static Type[] SearchedElements { get; } =
        [.. typeof(BtfObject).GetMethods(Declared)
            .Select(method => method.ReturnType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(BtfElementSearch<>))
            .Select(type => type.GetGenericArguments()[0])];

    /// <summary>
    /// Their form is <c>BtfType.Kind</c>, <c>BtfObject.PointerSize=</c>, <c>BtfObject[UInt32]</c> or <c>BtfType.TryAsInt(out BtfInt)</c>. Generic types are
    /// listed once for each element type that the library uses with them.
    /// </summary>
    public static IReadOnlyList<string> Members { get; } =
        [.. typeof(BtfObject).Assembly.GetExportedTypes()
            .Where(type => (type.IsValueType && !type.IsEnum) || type == typeof(BtfObject) || type == typeof(BtfCollection) || type == typeof(BtfNamePattern) || (type.IsAbstract && type.IsSealed))
            .SelectMany(Close)
            .SelectMany(type => type.GetMethods(Declared).Select(method => NameOf(type, method)))
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<Type> Close(Type type) =>
        type.IsGenericTypeDefinition ? ElementsOf(type).Select(element => type.MakeGenericType(element)) : [type];

    private static Type[] ElementsOf(Type type) => (type.DeclaringType ?? type) switch
    {
        Type list when list == typeof(BtfElementSearch<>) => SearchedElements,
        Type list when list == typeof(BtfExtensionRecords<>) => ExtensionRecords,
        Type field when field == typeof(BtfField<>) || field == typeof(BtfIndirectField<>) => [typeof(int)],
        _ => Elements,
    };

    private static string NameOf(Type type, MethodInfo method)
    {
        string parameters = string.Join(", ", method.GetParameters().Select(parameter => NameOf(parameter.ParameterType)));
        string owner = NameOf(type);
        return method switch
        {
            { IsSpecialName: true, Name: "get_Item" } => $"{owner}[{parameters}]",
            { IsSpecialName: true } when method.Name.StartsWith("get_", StringComparison.Ordinal) => $"{owner}.{method.Name[4..]}",
            { IsSpecialName: true } when method.Name.StartsWith("set_", StringComparison.Ordinal) => $"{owner}.{method.Name[4..]}=",
            _ => $"{owner}.{method.Name}({parameters})",
        };
    }

    private static string NameOf(Type type)
    {
        if (type.IsByRef)
        {
            return "out " + NameOf(type.GetElementType()!);
        }

        string name = type.Name.Split('`')[0];
        string arguments = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : "";
        return type.DeclaringType is { } outer ? $"{outer.Name.Split('`')[0]}{arguments}.{name}" : name + arguments;
    }
}

using System.Globalization;
using System.Text;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Writes an access as libbpf's log does: <c>&lt;byte_off&gt; [5] struct task_struct.pid (0:1 @ offset 4)</c>.</summary>
internal static class CoreSpecText
{
    private const int BitsPerByte = 8;

    /// <summary>Returns the text of an access.</summary>
    public static string Format(BtfCoreRelocationKind kind, CoreSpec spec)
    {
        var text = new StringBuilder(128);
        text.Append('<').Append(CoreKindNames.Of(kind)).Append("> ");
        AppendRoot(text, spec.Root);
        if (CoreKinds.IsEnumerator(kind))
        {
            AppendEnumerator(text, spec);
        }
        else if (CoreKinds.IsField(kind))
        {
            AppendPath(text, spec);
            text.Append(" (");
            foreach (int number in spec.Raw)
            {
                text.Append(CultureInfo.InvariantCulture, $"{number}:");
            }

            text.Length -= spec.RawLength > 0 ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $" @ offset {spec.BitOffset / BitsPerByte}");
            text.Append(spec.BitOffset % BitsPerByte == 0 ? ")" : string.Create(CultureInfo.InvariantCulture, $".{spec.BitOffset % BitsPerByte})"));
        }

        return text.ToString();
    }

    /// <summary>Returns a type as libbpf's log writes it: <c>[5] struct task_struct</c>.</summary>
    public static string FormatRoot(BtfType root)
    {
        var text = new StringBuilder();
        AppendRoot(text, root);
        return text.ToString();
    }

    /// <summary>Returns the steps after the root: <c>.se.vruntime</c>, <c>[3].comm[5]</c>.</summary>
    public static string FormatPath(CoreSpec spec)
    {
        var text = new StringBuilder();
        AppendPath(text, spec);
        return text.ToString();
    }

    /// <summary>Returns a name for display, or a description if the name is not a valid string.</summary>
    public static string NameOf(BtfObject btf, uint offset)
    {
        string text = CoreNames.TryRead(btf, offset, out ReadOnlySpan<byte> name) ? Encoding.UTF8.GetString(name) : $"(string {offset})";
        GC.KeepAlive(btf);
        return text;
    }

    /// <summary>Returns libbpf's word for a kind.</summary>
    public static string WordOf(BtfKind kind) => kind switch
    {
        BtfKind.Struct => "struct",
        BtfKind.Union => "union",
        <= BtfKind.Enum64 => kind.GetName().ToLowerInvariant(),
        _ => "unknown",
    };

    private static void AppendRoot(StringBuilder text, BtfType root) =>
        text.Append(CultureInfo.InvariantCulture, $"[{root.Id}] ").Append(WordOf(root.Kind)).Append(' ').Append(NameOf(root.Object, root.NameOffset));

    private static void AppendPath(StringBuilder text, CoreSpec spec)
    {
        ReadOnlySpan<CoreAccessor> accessors = spec.Accessors;
        for (int i = 0; i < accessors.Length; i++)
        {
            CoreAccessor accessor = accessors[i];
            if (accessor.IsNamed)
            {
                text.Append('.').Append(NameOf(accessor.Type.Object, accessor.Type.AsComposite().Members[accessor.Index].NameOffset));
            }
            else if (i > 0 || accessor.Index > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{accessor.Index}]");
            }
        }
    }

    private static void AppendEnumerator(StringBuilder text, CoreSpec spec)
    {
        if (spec.Accessors.IsEmpty)
        {
            return;
        }

        BtfEnum type = spec.Last.Type.AsEnum();
        BtfEnumValue value = type.Values[spec.Last.Index];
        string number = type.IsSigned || type.AsType().Kind == BtfKind.Enum
            ? string.Create(CultureInfo.InvariantCulture, $"{SignedOf(type, value)}")
            : string.Create(CultureInfo.InvariantCulture, $"{value.UnsignedValue}");
        text.Append(CultureInfo.InvariantCulture, $"::{NameOf(type.AsType().Object, value.NameOffset)} = {number}");
    }

    // A 32-bit value is shown as unsigned unless the enumeration is signed.
    private static long SignedOf(BtfEnum type, BtfEnumValue value) => type.IsSigned ? value.SignedValue : (uint)value.UnsignedValue;
}

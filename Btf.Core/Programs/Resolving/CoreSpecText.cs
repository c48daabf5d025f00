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
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<{CoreKindNames.Of(kind)}> {FormatRoot(spec.Root)}");
        if (CoreKinds.IsEnumerator(kind))
        {
            AppendEnumerator(text, spec);
        }
        else if (CoreKinds.IsField(kind))
        {
            text.Append(FormatPath(spec)).Append(" (").AppendJoin(':', spec.Raw.ToArray());
            text.Append(CultureInfo.InvariantCulture, $" @ offset {spec.BitOffset / BitsPerByte}");
            text.Append(spec.BitOffset % BitsPerByte == 0 ? ")" : string.Create(CultureInfo.InvariantCulture, $".{spec.BitOffset % BitsPerByte})"));
        }

        return text.ToString();
    }

    /// <summary>Returns a type as libbpf's log writes it: <c>[5] struct task_struct</c>.</summary>
    public static string FormatRoot(BtfType root) => string.Create(CultureInfo.InvariantCulture, $"[{root.Id}] {WordOf(root.Kind)} {NameOf(root.Object, root.NameOffset)}");

    /// <summary>Returns the steps after the root: <c>.se.vruntime</c>, <c>[3].comm[5]</c>.</summary>
    public static string FormatPath(CoreSpec spec)
    {
        var text = new StringBuilder();
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
    public static string WordOf(BtfKind kind) => kind <= BtfKind.Enum64 ? kind.GetName().ToLowerInvariant() : "unknown";

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

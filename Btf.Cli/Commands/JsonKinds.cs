using Btf.Core;
using Btf.Core.Building;

namespace Btf.Cli;

/// <summary>Adds types of each kind, read from the words and fields that bpftool writes.</summary>
internal static class JsonKinds
{
    public static uint Add(BtfBuilder builder, string kind, JsonTypeFields fields) => kind switch
    {
        "INT" => builder.AddInt(fields.Name(), fields.Number("size"), Encoding(fields), (int)fields.Number("nr_bits"), (int)fields.Number("bits_offset")),
        "PTR" => builder.AddPointer(fields.Number("type_id")),
        "ARRAY" => builder.AddArray(fields.Number("type_id"), fields.Number("index_type_id"), fields.Number("nr_elems")),
        "STRUCT" or "UNION" => AddComposite(builder, kind, fields),
        "ENUM" => builder.AddEnum(fields.Name(), fields.Number("size"), IsSigned(fields), Values(fields, isNarrow: true)),
        "ENUM64" => builder.AddEnum64(fields.Name(), fields.Number("size"), IsSigned(fields), Values(fields, isNarrow: false)),
        "FWD" => builder.AddForward(fields.Name(), Choose(fields, "fwd_kind", "struct", "union") == 1),
        "TYPEDEF" => builder.AddTypedef(fields.Name(), fields.Number("type_id")),
        "VOLATILE" => builder.AddVolatile(fields.Number("type_id")),
        "CONST" => builder.AddConst(fields.Number("type_id")),
        "RESTRICT" => builder.AddRestrict(fields.Number("type_id")),
        "FUNC" => builder.AddFunction(fields.Name(), fields.Number("type_id"), (BtfFunctionLinkage)Choose(fields, "linkage", "static", "global", "extern")),
        "FUNC_PROTO" => builder.AddFunctionPrototype(fields.Number("ret_type_id"), Parameters(fields)),
        "VAR" => builder.AddVariable(fields.Name(), fields.Number("type_id"), (BtfVariableLinkage)Choose(fields, "linkage", "static", "global", "extern")),
        "DATASEC" => builder.AddDataSection(fields.Name(), fields.Number("size"), Entries(fields)),
        "FLOAT" => builder.AddFloat(fields.Name(), fields.Number("size")),
        "DECL_TAG" => builder.AddDeclTag(fields.Name(), fields.Number("type_id"), fields.Index("component_idx"), fields.Flag("kind_flag")),
        "TYPE_TAG" => builder.AddTypeTag(fields.Name(), fields.Number("type_id"), fields.Flag("kind_flag")),
        "LOC_PARAM" => builder.AddLocationParameter(fields.Number("size"), (BtfLocationFlags)fields.Number("flags"), [.. fields.Numbers("values")]),
        "LOC_PROTO" => builder.AddLocationPrototype([.. fields.Elements("params").Select(element => fields.NumberOf(element, "type_id"))]),
        "LOCSEC" => builder.AddLocationSection(fields.Name(), Sites(fields)),
        _ => throw fields.Wrong("kind", $"no type of kind '{kind}' can be built."),
    };

    private static uint AddComposite(BtfBuilder builder, string kind, JsonTypeFields fields)
    {
        BtfBuilderMember[] members =
        [
            .. fields.Elements("members").Select(element => new BtfBuilderMember(
                fields.NameOf(element), fields.NumberOf(element, "type_id"), fields.NumberOf(element, "bits_offset"), fields.OptionalOf(element, "bitfield_size"))),
        ];
        bool kindFlag = fields.Flag("kind_flag") || fields.Elements("members").Any(element => fields.OptionalOf(element, "bitfield_size") != 0);
        return kind == "STRUCT"
            ? builder.AddStruct(fields.Name(), fields.Number("size"), kindFlag, members)
            : builder.AddUnion(fields.Name(), fields.Number("size"), kindFlag, members);
    }

    private static BtfBuilderValue[] Values(JsonTypeFields fields, bool isNarrow) =>
    [
        // bpftool extends an unsigned value of 32 bits by its sign.
        .. fields.Elements("values").Select(element => new BtfBuilderValue(fields.NameOf(element), fields.ValueOf(element) is var value && isNarrow && value == (int)value ? (int)value : value)),
    ];

    private static BtfBuilderParameter[] Parameters(JsonTypeFields fields) =>
        [.. fields.Elements("params").Select(element => new BtfBuilderParameter(fields.NameOf(element), fields.NumberOf(element, "type_id")))];

    private static BtfBuilderEntry[] Entries(JsonTypeFields fields) =>
        [.. fields.Elements("vars").Select(element => new BtfBuilderEntry(fields.NumberOf(element, "type_id"), fields.NumberOf(element, "offset"), fields.NumberOf(element, "size")))];

    private static BtfBuilderSite[] Sites(JsonTypeFields fields) =>
    [
        .. fields.Elements("locs").Select(element => new BtfBuilderSite(
            fields.NumberOf(element, "func_type_id"), fields.NumberOf(element, "loc_proto_type_id"), fields.NumberOf(element, "offset"))),
    ];

    private static BtfIntEncoding Encoding(JsonTypeFields fields) => Choose(fields, "encoding", "(none)", "SIGNED", "CHAR", "BOOL") switch
    {
        1 => BtfIntEncoding.Signed,
        2 => BtfIntEncoding.Char,
        3 => BtfIntEncoding.Bool,
        _ => BtfIntEncoding.None,
    };

    // Older versions of bpftool do not write it.
    private static bool IsSigned(JsonTypeFields fields) => fields.Has("encoding") && Choose(fields, "encoding", "UNSIGNED", "SIGNED") == 1;

    private static int Choose(JsonTypeFields fields, string field, params ReadOnlySpan<string> words)
    {
        string text = fields.Text(field);
        int index = words.IndexOf(text);
        return index >= 0 ? index : throw fields.Wrong(field, $"\"{field}\" is '{text}'; it must be one of {string.Join(", ", words.ToArray())}.");
    }
}

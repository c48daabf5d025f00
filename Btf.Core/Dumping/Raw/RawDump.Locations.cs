namespace Btf.Core;

/// <summary>Writes the kinds for inlined functions.</summary>
internal ref partial struct RawDump
{
    private void WriteLocation(BtfLocationParameter type)
    {
        WriteField(" size="u8, type.Size);
        _text.Write(" flags=0x"u8);
        _text.Write((uint)type.Flags, "x");
        WriteField(" vlen="u8, (uint)type.ValueCount);
        WritePlace(" values='"u8, type);
    }

    private void WriteLocations(BtfLocationPrototype type)
    {
        WriteField(" vlen="u8, (uint)type.Parameters.Count);
        foreach (BtfParameterLocation parameter in type.Parameters)
        {
            WriteField("\n\ttype_id="u8, parameter.TypeId);
            if (parameter.TryGetLocation(out BtfLocationParameter location))
            {
                WritePlace(" value='"u8, location);
            }
        }
    }

    private void WriteSites(BtfLocationSection type)
    {
        WriteField(" vlen="u8, (uint)type.Sites.Count);
        foreach (BtfInlineSite site in type.Sites)
        {
            _text.Write("\n\tname="u8);
            WriteQuoted(type.AsType().Object.TryGetType(site.FunctionId, out BtfType function) ? function.Name : default);
            WriteField(" func_type_id="u8, site.FunctionId);
            WriteField(" loc_proto_type_id="u8, site.PrototypeId);
            WriteField(" offset="u8, site.Offset);
        }
    }

    private void WritePlace(ReadOnlySpan<byte> label, BtfLocationParameter location)
    {
        Span<byte> place = stackalloc byte[LocationText.MaxLength];
        _text.Write(label);
        _text.Write(place[..LocationText.Write(location, place)]);
        _text.Write('\'');
    }
}

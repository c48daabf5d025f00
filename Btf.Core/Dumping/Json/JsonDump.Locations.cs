namespace Btf.Core;

/// <summary>Writes the kinds for inlined functions.</summary>
internal ref partial struct JsonDump
{
    private void WriteLocation(BtfLocationParameter type)
    {
        WriteField(",\"size\":"u8, type.Size);
        WriteField(",\"flags\":"u8, (uint)type.Flags);
        WriteField(",\"vlen\":"u8, (uint)type.ValueCount);
        _text.Write(",\"values\":["u8);
        for (int i = 0; i < type.ValueCount; i++)
        {
            WriteField(i == 0 ? default : ","u8, type.GetValue(i));
        }

        WritePlace("],\"value\":\""u8, type);
    }

    private void WriteLocations(BtfLocationPrototype type)
    {
        WriteField(",\"vlen\":"u8, (uint)type.Parameters.Count);
        ReadOnlySpan<byte> label = ",\"params\":[{\"type_id\":"u8;
        foreach (BtfParameterLocation parameter in type.Parameters)
        {
            WriteField(label, parameter.TypeId);
            if (parameter.TryGetLocation(out BtfLocationParameter location))
            {
                WritePlace(",\"value\":\""u8, location);
            }

            label = "},{\"type_id\":"u8;
        }

        EndElements(type.Parameters.Count, ",\"params\":[]"u8);
    }

    private void WriteSites(BtfLocationSection type)
    {
        WriteField(",\"vlen\":"u8, (uint)type.Sites.Count);
        ReadOnlySpan<byte> label = ",\"locs\":[{\"name\":"u8;
        foreach (BtfInlineSite site in type.Sites)
        {
            WriteName(label, type.AsType().Object.TryGetType(site.FunctionId, out BtfType function) ? function.Name : default);
            WriteField(",\"func_type_id\":"u8, site.FunctionId);
            WriteField(",\"loc_proto_type_id\":"u8, site.PrototypeId);
            WriteField(",\"offset\":"u8, site.Offset);
            label = "},{\"name\":"u8;
        }

        EndElements(type.Sites.Count, ",\"locs\":[]"u8);
    }

    private void WritePlace(ReadOnlySpan<byte> label, BtfLocationParameter location)
    {
        Span<byte> place = stackalloc byte[LocationText.MaxLength];
        WriteWord(label, place[..LocationText.Write(location, place)]);
    }
}

using Btf.Core.Values;

namespace Btf.Testing;

/// <summary>Writes values of types in every style, from data of the right length and from data that is too short.</summary>
internal static class ValueQueries
{
    // A structure that contains itself is written 1024 levels deep.
    private const int MostTypes = 1;
    private const int MostMembers = 3;
    private const int MostBytes = 1 << 12;
    private static readonly byte[] _data = MakeData();
    private static readonly BtfValueStyle[] _styles = Enum.GetValues<BtfValueStyle>();

    public static void Run(BtfObject btf)
    {
        foreach (BtfType type in QueryBudget.Some(btf, QueryBudget.Of(btf, MostTypes)))
        {
            if (!type.TryGetSizeInBytes(out uint size))
            {
                continue;
            }

            int length = (int)Math.Min(size, MostBytes);
            Read(type, _data.AsMemory(0, length));
            Read(type, _data.AsMemory(0, length / 2));
            foreach (BtfValueStyle style in _styles)
            {
                Write(type, _data.AsSpan(0, length), style);
                Write(type, _data.AsSpan(0, length / 2), style);
            }
        }
    }

    private static void Write(BtfType type, ReadOnlySpan<byte> data, BtfValueStyle style)
    {
        var options = new BtfValueOptions { Style = style, Zeroes = style != BtfValueStyle.Libbpf };
        if (!BtfValueWriter.TryWrite(type, data, new DiscardingBuffer(), out _, out BtfError error, options))
        {
            FuzzTargets.Expect(error.Code != BtfErrorCode.None && error.Message.Length > 0, "There is no reason.");
        }
    }

    private static void Read(BtfType type, ReadOnlyMemory<byte> data)
    {
        Tolerate(() => ReadNumbers(new BtfValue(type, data)));
        if (!type.TryAsComposite(out BtfComposite composite))
        {
            return;
        }

        for (int i = 0; i < Math.Min(composite.Members.Count, MostMembers); i++)
        {
            string name = composite.Members[i].Name.ToString();
            Tolerate(() =>
            {
                if (new BtfValue(type, data).TryGetMember(name, out BtfValue member))
                {
                    ReadNumbers(member);
                }
            });
            Tolerate(() =>
            {
                var binder = new BtfStructBinder(type.Object, type.Name.ToString());
                BtfField<ulong> number = binder.Bind<ulong>(name, optional: true);
                BtfField<double> real = binder.Bind<double>(name, optional: true);
                if (data.Length >= binder.RequiredLength)
                {
                    _ = number.Read(data.Span) + real.Read(data.Span);
                }
            });
        }
    }

    private static void ReadNumbers(BtfValue value)
    {
        Tolerate(() => _ = value.ReadInt64());
        Tolerate(() => _ = value.ReadUInt64());
        Tolerate(() => _ = value.ReadInt128());
        Tolerate(() => _ = value.ReadDouble());
        Tolerate(() => _ = value.ReadString());
        Tolerate(() =>
        {
            if (value.Count > 0)
            {
                _ = value[0].ToString();
            }
        });
        _ = value.ToString();
    }

    private static void Tolerate(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is BtfFormatException or InvalidOperationException or OverflowException or BtfBindException || e.GetType() == typeof(ArgumentException))
        {
            // One of the legal outcomes.
        }
    }

    private static byte[] MakeData()
    {
        byte[] data = new byte[MostBytes];
        new Random(7).NextBytes(data);

        // Half of the bytes are zero, so that there are zero members and short strings.
        for (int i = 0; i < data.Length; i += 2)
        {
            data[i] = 0;
        }

        return data;
    }
}

using System.Text.Json;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Conventions of .NET values: LINQ, equality, texts that never throw, serializers.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ViewConventionTests(bool bigEndian)
{
    private static readonly JsonSerializerOptions _fields = new() { IncludeFields = true };

    [Test]
    public void Views_of_a_kind_convert_to_their_type_and_equal_each_other()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        BtfType type = btf.Types.First(candidate => candidate.Kind == BtfKind.Struct);
        BtfComposite view = type.AsComposite();
        BtfType converted = view;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(converted, Is.EqualTo(type));
            Assert.That(view.AsType(), Is.EqualTo(type));
            Assert.That(view == type.AsComposite(), Is.True);
            Assert.That(view.GetHashCode(), Is.EqualTo(type.AsComposite().GetHashCode()));
            Assert.That(view.Members[0] == type.AsComposite().Members[0], Is.True);
            Assert.That(view.Members[0] == view.Members[1], Is.False);
            Assert.That(new HashSet<BtfMember>(view.Members), Has.Count.EqualTo(view.Members.Count));
        }
    }

    [Test]
    public void Lists_and_searches_serve_linq()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        BtfComposite composite = btf.Types.First(candidate => candidate.Kind == BtfKind.Struct).AsComposite();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(composite.Members.Select(member => member.Index), Is.EqualTo(Enumerable.Range(0, composite.Members.Count)));
            Assert.That(new List<BtfMember>(composite.Members), Has.Count.EqualTo(composite.Members.Count));
            Assert.That(btf.FindTypes(composite.Name.ToString()).ToArray(), Does.Contain(composite.AsType()));
            Assert.That(btf.SearchTypes(BtfNamePattern.Glob("*")).Count(), Is.EqualTo(btf.SearchTypes(BtfNamePattern.Glob("*")).ToList().Count));
            Assert.That(btf.FindReferrers(btf[1]).ToList(), Has.Count.EqualTo(btf.FindReferrers(btf[1]).Count()));
        }
    }

    [Test]
    public void The_default_type_says_so_and_reads_nothing()
    {
        BtfType none = default;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(none.IsNone, Is.True);
            Assert.That(none.IsVoid, Is.False);
            Assert.That(none.ToString(), Is.Empty);
            Assert.That(none == default(BtfType), Is.True);
            Assert.That(() => none.Kind, Throws.InvalidOperationException);
            Assert.That(() => none.Name, Throws.InvalidOperationException);
            Assert.That(() => none.Target, Throws.InvalidOperationException);
            Assert.That(() => none.TryGetTarget(out _), Throws.InvalidOperationException);
            Assert.That(() => none.Object, Throws.InvalidOperationException);
            Assert.That(() => none.SizeInBytes, Throws.InvalidOperationException);
            Assert.That(() => none.AsInt(), Throws.InvalidOperationException);
        }
    }

    [Test]
    public void Texts_hashes_and_comparisons_never_throw()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint pointer = builder.AddPointer(1000);
        uint composite = builder.AddStruct("s", 4, ("m", 1000u, 0));
        BtfObject btf = builder.OpenRaw();
        BtfType broken = btf[pointer];
        BtfMember member = btf[composite].AsComposite().Members[0];
        BtfString name = btf[composite].Name;
        BtfValue value = new(btf[composite], new byte[4]);
        string before = broken.ToString() + member;
        btf.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Does.Contain("1000"));
            Assert.That(broken.ToString(), Does.Contain("disposed"));
            Assert.That(member.ToString(), Does.Contain("disposed"));
            Assert.That(name.ToString(), Does.Contain("disposed"));
            Assert.That(value.ToString(), Is.EqualTo($"value of [{composite}] (disposed)"));
            Assert.That(name.Equals("s"), Is.False);
            Assert.That(name.Equals(name), Is.True);
            Assert.That(name.GetHashCode, Throws.Nothing);
        }
    }

    [Test]
    public void Names_compare_with_texts_in_both_directions_but_equal_no_boxed_string()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        BtfString name = btf.Types.First(type => !type.Name.IsEmpty).Name;
        string text = name.ToString();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(name == text && text == name, Is.True);
            Assert.That(name == text.AsSpan() && text.AsSpan() == name, Is.True);
            Assert.That(name == name.Utf8 && name.Utf8 == name, Is.True);
            Assert.That(name.Equals((object)text), Is.False);
            Assert.That(name.StartsWith(text[..1]) && name.StartsWith(text) && !name.StartsWith(text + "x"), Is.True);
            Assert.That(name.Contains(text[1..]) && name.Contains(text.AsSpan()) && !name.Contains("\ud800"), Is.True);
        }
    }

    [Test]
    public void A_name_alone_finds_the_type_where_there_is_one()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint alone = builder.AddStruct("alone", 0);
        builder.AddStruct("twice", 0);
        builder.AddUnion("twice", 0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindType("alone").Id, Is.EqualTo(alone));
            Assert.That(btf.FindType("alone"u8).Id, Is.EqualTo(alone));
            Assert.That(btf.TryFindType("twice", out _), Is.False);
            Assert.That(btf.TryFindType("none", out _), Is.False);
            Assert.That(() => btf.FindType("twice"), Throws.InvalidOperationException.With.Message.Contains("2 types"));
            Assert.That(() => btf.FindType("none"), Throws.TypeOf<KeyNotFoundException>());
            Assert.That(btf.FindTypes("twice").TryGetFirst(out BtfType first) && first.Kind == BtfKind.Struct, Is.True);
        }
    }

    [Test]
    public void Serializers_write_views()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        BtfComposite composite = btf.Types.First(candidate => candidate.Kind == BtfKind.Struct).AsComposite();

        using (Assert.EnterMultipleScope())
        {
            foreach (BtfType type in btf.Types)
            {
                using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(new { Type = type }));
                JsonElement written = json.RootElement.GetProperty("Type");
                Assert.That(written.GetProperty("id").GetUInt32(), Is.EqualTo(type.Id));
                Assert.That(written.GetProperty("name").GetString(), Is.EqualTo(type.Name.ToString()));
            }

            Assert.That(JsonSerializer.Serialize(composite.Members), Does.Contain("bitOffset"));
            Assert.That(JsonSerializer.Serialize(default(BtfType)), Is.EqualTo("null"));
            Assert.That(JsonSerializer.Serialize(new[] { default(BtfMember) }), Is.EqualTo("[null]"));
            Assert.That(JsonSerializer.Serialize((default(BtfParameter), default(BtfEnumValue), default(BtfInlineSite)), _fields), Is.EqualTo("""{"Item1":null,"Item2":null,"Item3":null}"""));
        }
    }

    [Test]
    public void Serializers_write_views_of_inlined_functions()
    {
        using SurfaceSample sample = new(bigEndian);
        BtfInlineSite site = sample.InlineSites[0];

        using (Assert.EnterMultipleScope())
        {
            foreach (object view in (object[])[sample.LocationSection, sample.LocationPrototype, sample.LocationParameter])
            {
                Assert.That(JsonSerializer.Serialize(view), Does.StartWith("{\"id\":"));
            }

            Assert.That(JsonSerializer.Serialize(sample.InlineSites), Does.StartWith($$"""[{"functionId":{{site.FunctionId}},"prototypeId":{{site.PrototypeId}},"offset":{{site.Offset}},"text":"""));
            Assert.That(JsonSerializer.Serialize(sample.ParameterLocations), Does.StartWith($$"""[{"typeId":{{sample.ParameterLocations[0].TypeId}},"text":"""));
        }
    }

    [Test]
    public void Texts_hashes_and_equality_of_default_values_never_throw()
    {
        IEnumerable<Type> values = typeof(BtfObject).Assembly.GetExportedTypes()
            .Where(type => type is { IsValueType: true, IsEnum: false, IsByRefLike: false, ContainsGenericParameters: false });
        using (Assert.EnterMultipleScope())
        {
            foreach (object value in values.Select(type => Activator.CreateInstance(type)!))
            {
                string name = value.GetType().Name;
                Assert.That(() => (value.ToString(), value.GetHashCode()), Throws.Nothing, name);
                Assert.That((value.Equals(value), value.Equals("text"), value.Equals(null)), Is.EqualTo((true, false, false)), name);
            }
        }
    }

    [Test]
    public void A_collection_serves_LINQ()
    {
        using BtfCollection all = new(SampleBtf.EveryKind(bigEndian).ToObject());

        Assert.That(all.Select(entry => entry.Name).ToArray(), Is.EqualTo([BtfCollection.BaseName]));
        Assert.That(new List<BtfCollectionEntry>(all), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_value_is_found_by_its_name()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        BtfEnum view = btf.Types.First(type => type.Kind == BtfKind.Enum).AsEnum();
        BtfEnumValue first = view.Values[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.FindValue(first.Name.ToString()), Is.EqualTo(first));
            Assert.That(view.FindValue(first.Name.Utf8), Is.EqualTo(first));
            Assert.That(view.TryFindValue("no such value", out _), Is.False);
            Assert.That(() => view.FindValue("no such value"), Throws.TypeOf<KeyNotFoundException>());
        }
    }

    [Test]
    public void A_stream_is_read_from_where_it_stands()
    {
        byte[] data = SampleBtf.EveryKind(bigEndian).ToArray();
        using MemoryStream stream = new([1, 2, 3, .. data]);
        stream.Position = 3;
        using BtfObject btf = BtfObject.Open(stream);
        using BtfSections sections = BtfSections.FromMemory(data);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.RawData.SequenceEqual(data), Is.True);
            Assert.That(sections.Btf.SequenceEqual(data), Is.True);
            Assert.That(BtfObject.TryOpen(new MemoryStream([]), null, null, out _, out BtfError error), Is.False);
            Assert.That(error.IsNone, Is.False);
            Assert.That(BtfSections.TryFromMemory(data.AsMemory(1), out _, out _), Is.False);
        }
    }
}

using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeViewsTests(bool bigEndian)
{
    private delegate bool TryView(BtfType type);

    private static readonly (string Wanted, BtfKind[] Kinds, Action<BtfType> As, TryView TryAs)[] _views =
    [
        ("an integer", [BtfKind.Int], t => t.AsInt(), t => t.TryAsInt(out BtfInt view) && view.AsType() == t),
        ("a floating-point number", [BtfKind.Float], t => t.AsFloat(), t => t.TryAsFloat(out BtfFloat view) && view.AsType() == t),
        ("an array", [BtfKind.Array], t => t.AsArray(), t => t.TryAsArray(out BtfArray view) && view.AsType() == t),
        ("a structure or union", [BtfKind.Struct, BtfKind.Union], t => t.AsComposite(), t => t.TryAsComposite(out BtfComposite view) && view.AsType() == t),
        ("an enumeration", [BtfKind.Enum, BtfKind.Enum64], t => t.AsEnum(), t => t.TryAsEnum(out BtfEnum view) && view.AsType() == t),
        ("a forward declaration", [BtfKind.Fwd], t => t.AsForward(), t => t.TryAsForward(out BtfForward view) && view.AsType() == t),
        ("a function", [BtfKind.Func], t => t.AsFunction(), t => t.TryAsFunction(out BtfFunction view) && view.AsType() == t),
        ("a function prototype", [BtfKind.FuncProto], t => t.AsFunctionPrototype(), t => t.TryAsFunctionPrototype(out BtfFunctionPrototype view) && view.AsType() == t),
        ("a variable", [BtfKind.Var], t => t.AsVariable(), t => t.TryAsVariable(out BtfVariable view) && view.AsType() == t),
        ("a data section", [BtfKind.DataSec], t => t.AsDataSection(), t => t.TryAsDataSection(out BtfDataSection view) && view.AsType() == t),
        ("a declaration tag", [BtfKind.DeclTag], t => t.AsDeclTag(), t => t.TryAsDeclTag(out BtfDeclTag view) && view.AsType() == t),
        ("a type tag", [BtfKind.TypeTag], t => t.AsTypeTag(), t => t.TryAsTypeTag(out BtfTypeTag view) && view.AsType() == t),
        ("a parameter's location", [BtfKind.LocParam], t => t.AsLocationParameter(), t => t.TryAsLocationParameter(out BtfLocationParameter view) && view.AsType() == t),
        ("the locations of a function's parameters", [BtfKind.LocProto], t => t.AsLocationPrototype(), t => t.TryAsLocationPrototype(out BtfLocationPrototype view) && view.AsType() == t),
        ("a section of inlined functions", [BtfKind.LocSec], t => t.AsLocationSection(), t => t.TryAsLocationSection(out BtfLocationSection view) && view.AsType() == t),
    ];

    [Test]
    public void Every_view_is_in_this_table()
    {
        Assert.That(
            typeof(BtfType).GetMethods().Count(method => method.Name.StartsWith("TryAs", StringComparison.Ordinal)),
            Is.EqualTo(_views.Length));
    }

    [Test]
    public void A_view_is_given_for_its_kinds_only()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfType type in btf.Types)
            {
                foreach ((string wanted, BtfKind[] kinds, Action<BtfType> asView, TryView tryAsView) in _views)
                {
                    bool fits = kinds.Contains(type.Kind);
                    Assert.That(tryAsView(type), Is.EqualTo(fits), $"{type.Kind} as {wanted}");
                    Assert.That(() => asView(type), fits ? Throws.Nothing : Throws.InvalidOperationException, $"{type.Kind} as {wanted}");
                }
            }
        }
    }

    [Test]
    public void The_error_names_the_type_its_kind_and_the_wanted_one()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        using (Assert.EnterMultipleScope())
        {
            foreach (BtfType type in btf.Types)
            {
                foreach ((string wanted, _, Action<BtfType> asView, _) in _views.Where(view => !view.Kinds.Contains(type.Kind)))
                {
                    Assert.That(
                        () => asView(type),
                        Throws.InvalidOperationException.With.Message.EqualTo($"Type [{type.Id}] is of kind {type.Kind}, not {wanted}."));
                }
            }
        }
    }

    [Test]
    public void Void_has_no_view()
    {
        using BtfObject btf = SampleBtf.EveryKind(bigEndian).ToObject();
        BtfType type = btf[0];
        using (Assert.EnterMultipleScope())
        {
            foreach ((string wanted, _, Action<BtfType> asView, TryView tryAsView) in _views)
            {
                Assert.That(tryAsView(type), Is.False);
                Assert.That(() => asView(type), Throws.InvalidOperationException.With.Message.EqualTo($"Type [0] is void, not {wanted}."));
            }
        }
    }
}

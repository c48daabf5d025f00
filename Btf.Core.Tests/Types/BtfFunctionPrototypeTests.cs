using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfFunctionPrototypeTests(bool bigEndian)
{
    [Test]
    public void It_has_a_return_type_and_parameters()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        uint pointer = builder.AddPointer(0);
        uint id = builder.AddFunctionPrototype(number, ("count", number), ("", pointer));
        using BtfObject btf = builder.ToObject();

        BtfFunctionPrototype view = btf[id].AsFunctionPrototype();
        BtfParameter first = view.Parameters[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.ReturnTypeId, Is.EqualTo(number));
            Assert.That(view.ReturnType, Is.EqualTo(btf[number]));
            Assert.That(view.IsVariadic, Is.False);
            Assert.That(view.Parameters.Count, Is.EqualTo(2));
            Assert.That(view.AsType(), Is.EqualTo(btf[id]));
            Assert.That(first.Name.ToString(), Is.EqualTo("count"));
            Assert.That(first.NameOffset, Is.Not.Zero);
            Assert.That(first.TypeId, Is.EqualTo(number));
            Assert.That(first.Type, Is.EqualTo(btf[number]));
            Assert.That(first.Index, Is.Zero);
            Assert.That(first.DeclaringType, Is.EqualTo(btf[id]));
            Assert.That(view.Parameters[1].Name.IsEmpty, Is.True);
            Assert.That(view.Parameters[1].Type, Is.EqualTo(btf[pointer]));
        }
    }

    [Test]
    public void One_that_returns_nothing_returns_void()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddFunctionPrototype(0);
        using BtfObject btf = builder.ToObject();

        BtfFunctionPrototype view = btf[id].AsFunctionPrototype();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.ReturnType.IsVoid, Is.True);
            Assert.That(view.Parameters.Count, Is.Zero);
            Assert.That(view.IsVariadic, Is.False);
        }
    }

    [Test]
    public void Only_a_last_parameter_without_name_and_type_is_an_ellipsis()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("int", 4);
        uint variadic = builder.AddFunctionPrototype(0, ("count", number), ("", 0u));
        uint named = builder.AddFunctionPrototype(0, ("count", number), ("nothing", 0u));
        uint inFront = builder.AddFunctionPrototype(0, ("", 0u), ("count", number));
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[variadic].AsFunctionPrototype().IsVariadic, Is.True);
            Assert.That(btf[variadic].AsFunctionPrototype().Parameters[0].IsVariadic, Is.False);
            Assert.That(btf[variadic].AsFunctionPrototype().Parameters[1].IsVariadic, Is.True);
            Assert.That(btf[variadic].AsFunctionPrototype().Parameters[1].Type.IsVoid, Is.True);
            Assert.That(btf[named].AsFunctionPrototype().IsVariadic, Is.False);
            Assert.That(btf[inFront].AsFunctionPrototype().IsVariadic, Is.False);
            Assert.That(btf[inFront].AsFunctionPrototype().Parameters[0].IsVariadic, Is.False);
        }
    }
}

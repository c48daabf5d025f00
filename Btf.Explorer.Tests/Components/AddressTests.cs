using Btf.Explorer.Addresses;

namespace Btf.Explorer.Tests.Components;

public sealed class AddressTests
{
    [TestCase("#/type/task_struct?row=64", "type", "task_struct")]
    [TestCase("#/find/tcp_*?kinds=struct,func", "find", "tcp_*")]
    [TestCase("#/path/task_struct.mm-%3Epgd", "path", "task_struct.mm->pgd")]
    [TestCase("#/", "", "")]
    public void An_address_is_read_and_written(string text, string view, string subject)
    {
        var address = Address.Parse(text);

        Assert.That((address.View, address.Subject), Is.EqualTo((view, subject)));
        Assert.That(address.ToString(), Is.EqualTo(text));
    }

    [TestCase("")]
    [TestCase("#")]
    [TestCase("#/%zz?=&&a=b=c?d/e%")]
    [TestCase("#//////")]
    public void Any_text_is_an_address(string text)
    {
        var address = Address.Parse(text);

        Assert.That(Address.Parse(address.ToString()), Has.Property(nameof(Address.Subject)).EqualTo(address.Subject));
    }

    [Test]
    public void Numbers_that_are_not_allowed_are_passed_over()
    {
        Assert.That(Address.Parse("#/type/a?row=12").Number("row", 64, 8, 16, 64), Is.EqualTo(64));
        Assert.That(Address.Parse("#/type/a?row=16").Number("row", 64, 8, 16, 64), Is.EqualTo(16));
    }
}

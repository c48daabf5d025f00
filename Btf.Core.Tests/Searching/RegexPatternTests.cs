using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed partial class RegexPatternTests
{
    private static readonly int[] _lengths = [0, 1, 2, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 255, 256, 257, 4096];

    [Test]
    public void A_name_of_any_length_is_given_to_the_expression_as_it_is([Values("", "é", "名", "🐍", "\uFFFD")] string extra)
    {
        foreach (int length in _lengths)
        {
            string plain = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));
            foreach (int at in new[] { 0, length / 2, length })
            {
                string name = plain.Insert(at, extra);
                BtfNamePattern same = BtfNamePattern.Regex(new Regex("^" + Regex.Escape(name) + @"\z"));
                Assert.That(same.IsMatch(Encoding.UTF8.GetBytes(name)), Is.True, name);
                Assert.That(same.IsMatch(Encoding.UTF8.GetBytes(name + "x")), Is.False, name);
            }
        }
    }

    [Test]
    public void Bytes_that_are_not_UTF_8_match_as_the_replacement_character()
    {
        BtfNamePattern one = BtfNamePattern.Regex(new Regex(@"\Asome\uFFFDname\z"));
        BtfNamePattern two = BtfNamePattern.Regex(new Regex(@"\A\uFFFD{2}\z"));
        BtfNamePattern many = BtfNamePattern.Regex(new Regex(@"\A\uFFFD{300}\z"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.IsMatch([.. "some"u8, 0xFF, .. "name"u8]), Is.True);
            Assert.That(one.IsMatch([.. "some"u8, 0xC3, .. "name"u8]), Is.True);
            Assert.That(one.IsMatch([.. "some"u8, .. "name"u8]), Is.False);
            Assert.That(two.IsMatch([0xFF, 0xFE]), Is.True);
            Assert.That(many.IsMatch([.. Enumerable.Repeat((byte)0xFF, 300)]), Is.True);
        }
    }

    [Test]
    public void A_generated_expression_serves()
    {
        BtfBuilder builder = new();
        uint first = builder.AddStruct("tcp_sock_ops", 0);
        builder.AddStruct("tcp_sock_ops_more", 0);
        builder.AddStruct("mptcp_sock_ops", 0);
        uint second = builder.AddStruct("tcp__ops", 0);
        using BtfObject btf = builder.ToObject();

        Assert.That(btf.SearchTypes(BtfNamePattern.Regex(TcpOperations())).ToIds(), Is.EqualTo([first, second]));
    }

    [GeneratedRegex("^tcp_.*_ops$")]
    private static partial Regex TcpOperations();
}

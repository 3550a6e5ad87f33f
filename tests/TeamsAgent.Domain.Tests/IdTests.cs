using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using Xunit;

namespace TeamsAgent.Domain.Tests;

public sealed class IdTests
{
    private static readonly Guid Random = new("0123456789abcdef0123456789abcdef");

    [Fact]
    public void Ids_read_as_they_print()
    {
        Assert.Equal("r_0123456789abcdef0123456789abcdef", RequestId.New(Random).ToString());
        Assert.Equal("p_0123456789abcdef0123456789abcdef", PersonId.New(Random).ToString());
        Assert.Equal(RequestId.New(Random), RequestId.Parse("r_0123456789abcdef0123456789abcdef"));
        Assert.Equal(PersonId.New(Random), PersonId.Parse("p_0123456789abcdef0123456789abcdef"));
        Assert.Equal("", default(RequestId).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("x_0123456789abcdef0123456789abcdef")]
    [InlineData("r_0123456789ABCDEF0123456789abcdef")]
    [InlineData("r_0123456789abcdef0123456789abcde")]
    [InlineData("r_0123456789abcdef0123456789abcdef0")]
    [InlineData("r_0123456789abcdef0123456789abcdeg")]
    [InlineData("r_0123456789abcdef0123456789abcdef\n")]
    public void What_is_no_id_is_refused(string text)
    {
        Assert.False(RequestId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => RequestId.Parse(text));
        Assert.Throws<FormatException>(() => PersonId.Parse(text.Replace("r_", "p_", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("teams:tenant:user", "teams", "tenant", "user")]
    [InlineData("teams:tenant:29:1abc", "teams", "tenant", "29:1abc")]
    [InlineData("slack:T1:U2", "slack", "T1", "U2")]
    public void A_chat_identity_reads_as_it_prints(string text, string channel, string tenant, string user)
    {
        Assert.Equal(new ChatIdentity(channel, tenant, user), ChatIdentity.Parse(text));
        Assert.Equal(text, ChatIdentity.Parse(text).ToString());
    }

    [Theory]
    [InlineData("teams")]
    [InlineData("teams:tenant")]
    [InlineData("teams::user")]
    [InlineData(":tenant:user")]
    [InlineData("teams:tenant:")]
    public void What_is_no_chat_identity_is_refused(string text) => Assert.Throws<FormatException>(() => ChatIdentity.Parse(text));
}

using TeamsAgent.Domain.People;
using Xunit;

namespace TeamsAgent.Domain.Tests.People;

public sealed class GroupTests
{
    private static readonly Group Managers = new("managers", [The.Ben.Chats[0]], ["ada@contoso.example"]);

    [Fact]
    public void Membership_is_by_chat_account_or_verified_address()
    {
        Assert.True(Managers.Includes(The.Ben with { VerifiedEmail = null }));
        Assert.True(Managers.Includes(The.Ada with { Chats = [], VerifiedEmail = "ADA@contoso.example" }));
        Assert.False(Managers.Includes(The.Eve));
    }

    [Fact]
    public void A_name_or_an_address_that_is_not_verified_is_no_membership() =>
        Assert.False(Managers.Includes(The.Eve with { Name = "Ada", VerifiedEmail = null }));

    [Theory]
    [InlineData("slack", "tenant", "Ben")]
    [InlineData("teams", "other", "Ben")]
    [InlineData("teams", "tenant", "ben")]
    public void T03_A_chat_account_of_another_platform_or_tenant_is_another_account(string channel, string tenant, string user) =>
        Assert.False(Managers.Includes(The.Eve with { Chats = [new ChatIdentity(channel, tenant, user)] }));

    [Fact]
    public void An_empty_group_includes_nobody() => Assert.All(The.Everybody, person => Assert.False(new Group("x", [], []).Includes(person)));
}

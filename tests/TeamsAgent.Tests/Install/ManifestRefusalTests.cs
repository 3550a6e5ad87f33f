using TeamsAgent.Install;

namespace TeamsAgent.Tests.Install;

public sealed class ManifestRefusalTests
{
    private const string Address = "Write the https address at which Microsoft, Slack and people's browsers reach this server.";

    [Theory]
    [InlineData("Teams:AppId", "00000000-0000-0000-0000-000000000000", "Teams:AppId must be the bot's application id, a GUID from its registration at Microsoft Entra.")]
    [InlineData("Teams:AppId", "11111111-1111-1111-1111-111111111111", "Teams:AppId must be the bot's application id, a GUID from its registration at Microsoft Entra.")]
    [InlineData("Teams:AppId", "<the app's id>", "Teams:AppId must be the bot's application id, a GUID from its registration at Microsoft Entra.")]
    [InlineData("Teams:AppId", "", "Teams:AppId must be the bot's application id, a GUID from its registration at Microsoft Entra.")]
    [InlineData("Teams:LocalMode", "true", "Teams:LocalMode is for a playground at the desk; such a bot cannot be installed. Remove it and register the bot.")]
    [InlineData("Agent:PublicBaseUrl", "", "Agent:PublicBaseUrl is not set. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "agent.contoso.com", "Agent:PublicBaseUrl is not an absolute address. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "http://agent.contoso.com", "Agent:PublicBaseUrl does not begin with https://. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://agent.example.com", "Agent:PublicBaseUrl has the host agent.example.com, which nobody outside can reach. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://EXAMPLE.org.", "Agent:PublicBaseUrl has the host example.org, which nobody outside can reach. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://localhost:5001", "Agent:PublicBaseUrl is this machine's own address. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://127.0.0.1", "Agent:PublicBaseUrl is this machine's own address. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://[::1]/", "Agent:PublicBaseUrl is this machine's own address. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://10.0.0.7", "Agent:PublicBaseUrl has an IP address instead of a name. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://[2001:db8::1]", "Agent:PublicBaseUrl has an IP address instead of a name. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://0x7f000001", "Agent:PublicBaseUrl is this machine's own address. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://agent", "Agent:PublicBaseUrl has the host “agent”, which is no full name. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://agent.corp.internal", "Agent:PublicBaseUrl has the host agent.corp.internal, which nobody outside can reach. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://me@agent.contoso.com", "Agent:PublicBaseUrl has a user name in it. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://your-company.com", "Agent:PublicBaseUrl still has a sample's value. " + Address)]
    [InlineData("Agent:PublicBaseUrl", "https://agent.contoso.com/?a=b", "Agent:PublicBaseUrl has a query or a fragment. Write the address alone.")]
    [InlineData("Manifest:Name", " ", "Manifest:Name must be what people call the app, in 1 to 30 characters.")]
    [InlineData("Manifest:Name", "1234567890123456789012345678901", "Manifest:Name must be what people call the app, in 1 to 30 characters.")]
    [InlineData("Manifest:DeveloperName", "", "Manifest:DeveloperName must say who runs this installation, in 1 to 32 characters.")]
    [InlineData("Manifest:DeveloperName", "<your company>", "Manifest:DeveloperName must say who runs this installation, in 1 to 32 characters.")]
    [InlineData("Manifest:WebsiteUrl", "https://www.example.com", "Manifest:WebsiteUrl has the host www.example.com, which nobody outside can reach. Teams wants the https address of a page about the app or about who runs it.")]
    [InlineData("Manifest:PrivacyUrl", "", "Manifest:PrivacyUrl is not set. Teams wants the https address of the privacy statement.")]
    [InlineData("Manifest:TermsUrl", "http://contoso.com/terms", "Manifest:TermsUrl does not begin with https://. Teams wants the https address of the terms of use.")]
    [InlineData("Manifest:Version", "1", "Manifest:Version must be a version such as 1.0.0; Teams takes a changed app only with a higher one.")]
    [InlineData("Manifest:AccentColor", "blue", "Manifest:AccentColor must be a colour in six digits, such as #1f2a44.")]
    [InlineData("Slack:AppId", "A0000000000", "Slack:AppId is not an app's id. Leave it empty until Slack has made the app, then write the id from its page “Basic Information” (A…).")]
    public void A_placeholder_or_an_address_that_nobody_reaches_is_refused_by_name(string setting, string value, string sentence)
    {
        var (files, mistakes) = ManifestBuild.Make(SomeSettings.With((setting, value)), wantsSocket: false, out _);

        Assert.Equal([sentence], mistakes);
        Assert.Empty(files);
    }

    [Fact]
    public void Scopes_of_ones_own_have_to_contain_what_is_needed()
    {
        var all = SlackScopesOf().Where(scope => scope != "chat:write").Append("files:read").Select((scope, index) => ($"Slack:Scopes:{index}", (string?)scope));
        var (_, mistakes) = ManifestBuild.Make(SomeSettings.With(all), wantsSocket: false, out _);

        Assert.Equal(["Slack:Scopes lacks chat:write, with which the app posts and updates cards. Add it, or leave Slack:Scopes empty for all that is needed."], mistakes);
    }

    [Fact]
    public void All_mistakes_are_said_at_once()
    {
        var (_, mistakes) = ManifestBuild.Make(SomeSettings.With(("Teams:AppId", ""), ("Manifest:TermsUrl", ""), ("Slack:AppId", "x")), wantsSocket: false, out _);

        Assert.Equal(3, mistakes.Count);
    }

    [Fact]
    public void Only_what_is_set_up_is_made()
    {
        Assert.Equal(["teams.zip"], SomeSettings.Make(SomeSettings.With(("Slack", null))).Keys);
        Assert.Equal(["slack-manifest.json", "slack-icon.png"], SomeSettings.Make(SomeSettings.With(("Teams", null), ("Manifest:DeveloperName", null), ("Manifest:TermsUrl", null))).Keys);
        Assert.Equal(["Neither Teams nor Slack is set up. Fill the section Teams or the section Slack."], ManifestBuild.Make(SomeSettings.With(("Teams", null), ("Slack", null)), wantsSocket: false, out _).Mistakes);
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_a_sentence_and_no_crash()
    {
        var (_, mistakes) = ManifestBuild.Make(SomeSettings.With(("Manifest:SlackOrgDeploy", "maybe")), wantsSocket: false, out _);

        Assert.Contains("Manifest:SlackOrgDeploy", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    private static IEnumerable<string> SlackScopesOf() => TeamsAgent.Chat.Slack.SlackScopes.Purposes.Keys;
}

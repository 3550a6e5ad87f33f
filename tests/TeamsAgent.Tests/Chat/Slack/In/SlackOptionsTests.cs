using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using TeamsAgent.Chat.Slack;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackOptionsTests
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Production", "Slack:AppId", "AppId=" },
        { "Production", "Slack:AppId", "AppId=T0LOCAL001" },
        { "Production", "Slack:SigningSecret", "SigningSecret=" },
        { "Production", "Slack:SigningSecret", "SigningSecret=<secret>" },
        { "Production", "Slack:PreviousSigningSecret", "PreviousSigningSecret=short" },
        { "Production", "Slack:AppToken", "AppToken=xoxb-1" },
        { "Production", "Slack:Sockets", "Sockets=0" },
        { "Production", "Slack:Sockets", "Sockets=11" },
        { "Production", "Slack:AllowedTeams", "AllowedTeams=" },
        { "Production", "Slack:AllowedTeams", "AllowedTeams=contoso" },
        { "Production", "Slack:AllowedTeams", "AllowedTeams=C0GENERAL1" },
        { "Production", "Slack:BotToken", "BotToken=xoxp-1" },
        { "Production", "Slack:BotToken", "BotToken=xoxe.xoxb-1" },
        { "Production", "Slack:ClientId", "ClientId=" },
        { "Production", "Slack:ClientId", "ClientSecret=" },
        { "Production", "Slack:Scopes", "Scopes=chat:write,commands" },
        { "Production", "Slack:ApiBaseUrl", "ApiBaseUrl=https://slack.com/api" },
        { "Production", "Slack:ApiBaseUrl", "ApiBaseUrl=http://slack.com/api/" },
        { "Production", "Slack:ApiBaseUrl", "ApiBaseUrl=https://slack.com.evil.example/api/" },
        { "Production", "Slack:ApiBaseUrl", "ApiBaseUrl=https://evilslack.com/api/" },
        { "Production", "Slack:ApiBaseUrl", "ApiBaseUrl=http://127.0.0.1:5085/api/" },
        { "Production", "Slack:AuthorizeUrl", "AuthorizeUrl=https://evil.example/oauth" },
        { "Production", "Slack:ResponseHost", "ResponseHost=evil.example" },
        { "Production", "Slack:ResponseHost", "ResponseHost=127.0.0.1" },
        { "Production", "Slack:ResponseHost", "ResponseHost=hooks.slack.com/x" },
        { "Development", "Slack:ApiBaseUrl", "ApiBaseUrl=http://192.0.2.1/api/" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_with_its_remedy(string environment, string setting, string change)
    {
        var options = Good();
        var (name, value) = (change.Split('=')[0], change[(change.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        switch (typeof(SlackOptions).GetProperty(name)!)
        {
            case { PropertyType: var type } property when type == typeof(int):
                property.SetValue(options, int.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case { PropertyType: var type } property when type == typeof(string):
                property.SetValue(options, value);
                break;
            case var property:
                var list = (IList<string>)property.GetValue(options)!;
                list.Clear();
                if (value.Length > 0)
                {
                    list.Add(value);
                }

                break;
        }

        var result = new SlackOptionsCheck(new Somewhere(environment)).Validate(null, options);

        Assert.StartsWith(setting, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_right_is_taken()
    {
        var socket = Good();
        (socket.AppToken, socket.SigningSecret) = ("xapp-1-A0AGENT001-1", "");
        var own = Good();
        (own.BotToken, own.ClientId, own.ClientSecret) = ("xoxb-1-2", "", "");
        var government = Good();
        (government.ApiBaseUrl, government.AuthorizeUrl, government.ResponseHost) = ("https://slack-gov.com/api/", "https://slack-gov.com/oauth/v2/authorize", "hooks.slack-gov.com");
        var local = Good();
        (local.ApiBaseUrl, local.AuthorizeUrl, local.ResponseHost) = ("http://127.0.0.1:5085/api/", "http://127.0.0.1:5085/oauth/v2/authorize", "127.0.0.1:5085");

        Assert.All([Good(), socket, own, government], options => Assert.True(new SlackOptionsCheck(new Somewhere("Production")).Validate(null, options).Succeeded));
        Assert.True(new SlackOptionsCheck(new Somewhere("Development")).Validate(null, local).Succeeded);
    }

    private static SlackOptions Good() => new()
    {
        AppId = "A0AGENT001", ClientId = "1000.2000", ClientSecret = "client-secret-of-the-tests", SigningSecret = "signing-secret-of-the-tests", AllowedTeams = { "T0LOCAL001" },
    };
}

/// <summary>An environment by its name.</summary>
internal sealed class Somewhere(string name) : IHostEnvironment
{
    public string EnvironmentName { get; set; } = name;

    public string ApplicationName { get; set; } = "tests";

    public string ContentRootPath { get; set; } = "";

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}

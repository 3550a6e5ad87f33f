using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Installs;
using static TeamsAgent.Sandbox.Slack.Web.ApiAnswer;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>
/// Tokens: whose one is, how one is got, and how one ends. https://docs.slack.dev/reference/methods/oauth.v2.access
/// </summary>
internal sealed class AuthMethods(SlackInstalls installs, SlackCodes codes, SlackWorkspaceOptions options, Func<string> address, Func<string> newSocket, Action<SlackInstallation, bool> ended)
{
    public IEnumerable<ApiMethod> All =>
    [
        new("auth.test", 600, [], Test),
        new("auth.revoke", ApiMethod.Tier3, [], Revoke) { TakesJson = false },
        new("oauth.v2.access", 600, [], Access) { TakesJson = false, Caller = ApiCaller.Client },
        new("apps.uninstall", ApiMethod.Tier1, [], Uninstall) { TakesJson = false },
        new("apps.connections.open", ApiMethod.Tier2, ["connections:write"], _ => Ok(("url", newSocket()))) { Caller = ApiCaller.App },
        new("api.test", ApiMethod.Tier4, [], call => Ok(("args", call.Arguments.DeepClone()))) { Caller = ApiCaller.Client },
    ];

    private JsonObject Test(ApiCall call)
    {
        var team = call.By.Team;
        var answer = Ok(
            ("url", $"{address()}/"), ("team", call.By.IsOrgWide ? SlackTeam.EnterpriseName : team.Name), ("user", "teamsagent"), ("team_id", call.By.IsOrgWide ? call.By.EnterpriseId : team.Id),
            ("user_id", call.By.BotUserId), ("bot_id", SlackTeam.BotId), ("is_enterprise_install", call.By.IsOrgWide));
        if (call.By.EnterpriseId is { } enterprise)
        {
            answer["enterprise_id"] = enterprise;
        }

        return answer;
    }

    private JsonObject Revoke(ApiCall call)
    {
        if (call.Flag("test"))
        {
            return Ok(("revoked", false));
        }

        var wasLast = installs.Revoke(call.Token);
        ended(call.By, wasLast);
        return Ok(("revoked", true));
    }

    private JsonObject Uninstall(ApiCall call)
    {
        if (RefusalOfClient(call) is { } refusal)
        {
            return Error(refusal);
        }

        ended(call.By, true);
        return Ok();
    }

    private JsonObject Access(ApiCall call)
    {
        if (RefusalOfClient(call) is { } refusal)
        {
            return Error(refusal);
        }

        return call.Text("grant_type") switch
        {
            "refresh_token" when !options.TokenRotation => Error("token_rotation_not_enabled"),
            "refresh_token" => installs.Refresh(call.Text("refresh_token") ?? "") is { } refreshed
                ? Granted(refreshed.Install, refreshed.Token, refreshed.RefreshToken, null)
                : Error("invalid_refresh_token"),
            null or "" or "authorization_code" => ByCode(call),
            _ => Error("invalid_grant_type"),
        };
    }

    private JsonObject ByCode(ApiCall call)
    {
        if (call.Text("code_verifier") is not null)
        {
            return Error("pkce_not_allowed");
        }

        var (code, error) = codes.Redeem(call.Text("code"), call.Text("redirect_uri"));
        if (error is not null)
        {
            return Error(error);
        }

        var (install, token, refresh) = installs.Install(code!.Install, code.Scopes);
        return Granted(install, token, refresh, code.InstallerId);
    }

    private string? RefusalOfClient(ApiCall call)
    {
        var (id, secret) = call.Basic ?? (call.Text("client_id") ?? "", call.Text("client_secret") ?? "");
        return true switch
        {
            _ when id != options.ClientId => "invalid_client_id",
            _ when !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(options.ClientSecret)) => "bad_client_secret",
            _ => null,
        };
    }

    private static JsonObject Granted(SlackInstallation install, string token, string? refresh, string? installer)
    {
        var answer = Ok(
            ("app_id", People.SlackAppId),
            ("authed_user", installer is null ? new JsonObject() : new JsonObject { ["id"] = installer }),
            ("scope", string.Join(',', install.Scopes)),
            ("token_type", "bot"),
            ("access_token", token),
            ("bot_user_id", install.BotUserId),
            ("team", install.IsOrgWide ? null : new JsonObject { ["id"] = install.TeamId, ["name"] = install.Team.Name }),
            ("enterprise", install.EnterpriseId is null ? null : new JsonObject { ["id"] = install.EnterpriseId, ["name"] = SlackTeam.EnterpriseName }),
            ("is_enterprise_install", install.IsOrgWide));
        if (refresh is not null)
        {
            answer["refresh_token"] = refresh;
            answer["expires_in"] = (int)SlackInstalls.TokenLife.TotalSeconds;
        }

        return answer;
    }
}

using System.Text.Json.Nodes;
using TeamsAgent.Domain.People;
using TeamsAgent.Messaging;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Shows Home tabs: at once to whoever opens theirs, and anew to whoever has opened theirs before, when something on it has changed
/// (<see href="https://docs.slack.dev/reference/methods/views.publish"/>).
/// </summary>
internal sealed class SlackHome(Scopes scopes, SlackCaller caller, ILogger<SlackHome> logger) : ISlackHome, ISweep
{
    private const int AtOnce = 50;

    /// <inheritdoc/>
    public async Task OpenedAsync(SlackInstallation installation, string userId, CancellationToken cancellationToken)
    {
        var identity = new ChatIdentity(SlackPlatform.Name, installation.Tenant, userId);
        var connected = await scopes.RunAsync<SlackHomeReader, string?>(reader => reader.ConnectedAsync(identity, cancellationToken));
        await scopes.RunAsync<SlackHomes>(homes => homes.OpenedAsync(installation, userId, connected, cancellationToken));
        await ShowAsync(SlackHomes.IdOf(installation.Route, userId), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await scopes.RunAsync<SlackHomes, List<string>>(homes => homes.DueAsync(AtOnce, cancellationToken)))
        {
            await ShowAsync(id, cancellationToken);
        }
    }

    private async Task ShowAsync(string id, CancellationToken cancellationToken)
    {
        if (await scopes.RunAsync<SlackHomes, SlackHomeRow?>(homes => homes.TakeAsync(id, cancellationToken)) is not { } home)
        {
            return;
        }

        var content = await scopes.RunAsync<SlackHomeReader, SlackHomeContent>(reader => reader.ReadAsync(home, cancellationToken));
        var body = new JsonObject { ["user_id"] = home.UserId, ["view"] = SlackHomeView.Of(content) };
        switch (await caller.CallAsync(home.Route, of => new SlackCall("views.publish", of.Route, of.Token) { Json = body }, cancellationToken))
        {
            case SlackReply.Ok:
                await scopes.RunAsync<SlackHomes>(homes => homes.ShownAsync(home, CancellationToken.None));
                break;
            case SlackReply.Later later:
                Log.HomeLater(logger, home.UserId, home.Route, later.Why);
                await scopes.RunAsync<SlackHomes>(homes => homes.LaterAsync(home, later.After, CancellationToken.None));
                break;
            case SlackReply.Failed failed:
                Log.HomeLater(logger, home.UserId, home.Route, failed.Error);
                await scopes.RunAsync<SlackHomes>(homes => homes.ForgetAsync(home, CancellationToken.None));
                break;
        }
    }
}

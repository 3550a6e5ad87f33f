using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Identity;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>How Slack reaches the app: by Socket Mode, whose token is tried, or by HTTP, whose endpoint has to refuse what nobody signed.</summary>
internal sealed class SlackAppCheck(IServiceProvider services, IConfiguration settings, IOptions<SlackOptions> options, IOptions<PublicAddressOptions> address, Probe probe) : ICheck
{
    private const string Name = "slack";
    private const string Endpoint = "slack endpoint";
    private const string Socket = "slack socket";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (!settings.GetSection(SlackOptions.Section).GetChildren().Any())
        {
            return [Finding.Skipped(Name, "Slack is not set up.")];
        }

        return options.Value.AppToken.Length > 0
            ? [await SocketAsync(options.Value, cancellationToken)]
            : [Secret(options.Value), await EndpointAsync(cancellationToken)];
    }

    private static Finding Secret(SlackOptions slack) => slack.SigningSecret.Length > 0
        ? Finding.Good("slack signing secret", "It is set. Whether it is the right one shows when Slack verifies the request URL.")
        : Finding.Bad("slack signing secret", "It is not set.", "Set Slack:SigningSecret from the app's page “Basic Information”, or Slack:AppToken for Socket Mode.");

    private async Task<Finding> EndpointAsync(CancellationToken cancellationToken)
    {
        var endpoint = new Uri(address.Value.PublicBaseUrl.TrimEnd('/') + "/slack/events");
        return await probe.PostUnsignedAsync(endpoint, cancellationToken) switch
        {
            ProbeAnswer.Answered { Status: 401 } => Finding.Good(Endpoint, $"{endpoint} answers, and refuses what is not signed."),
            ProbeAnswer.Answered { Status: 200 } => Finding.Bad(Endpoint, $"{endpoint} takes what nobody signed.", "Something else answers there; let the reverse proxy lead that path to this server."),
            _ => Finding.Bad(Endpoint, $"{endpoint} does not answer as this server.", "Start the server, and let the reverse proxy lead every path below /slack/ to it."),
        };
    }

    // The address that comes back works once and is thrown away.
    private async Task<Finding> SocketAsync(SlackOptions slack, CancellationToken cancellationToken)
    {
        var call = new SlackCall("apps.connections.open", "", new SlackToken(slack.AppToken)) { Form = new Dictionary<string, string>() };
        return await services.GetRequiredService<ISlackApi>().CallAsync(call, cancellationToken) switch
        {
            SlackReply.Ok => Finding.Good(Socket, "Slack takes the app-level token for Socket Mode."),
            SlackReply.Failed { Error: "missing_scope" } => Finding.Bad(Socket, "The app-level token lacks the scope connections:write.", "Make another one on the app's page “Basic Information”, and set Slack:AppToken."),
            SlackReply.Failed failed => Finding.Bad(Socket, $"Slack refuses the app-level token ({failed.Error}).", "Make one with connections:write on the app's page “Basic Information”, set Slack:AppToken, and switch Socket Mode on."),
            SlackReply.Later later => Finding.Bad(Socket, $"Slack did not answer: {later.Why.TrimEnd('.')}.", $"Let this machine reach {new Uri(slack.ApiBaseUrl).Authority} by https, and run doctor again."),
            _ => throw new InvalidOperationException("There is no fourth kind of reply."),
        };
    }
}

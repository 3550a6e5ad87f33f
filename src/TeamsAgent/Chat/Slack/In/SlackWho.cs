using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Policies;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>Whether somebody may act.</summary>
internal abstract record SlackStanding
{
    private SlackStanding()
    {
    }

    /// <summary>Yes, as this sender.</summary>
    public sealed record May(Sender From) : SlackStanding;

    /// <summary>No.</summary>
    public sealed record MayNot(string Sentence, string Why) : SlackStanding;

    /// <summary>Slack does not say, now.</summary>
    public sealed record NotKnown(string Why) : SlackStanding;
}

/// <summary>
/// Who somebody is, closed when in doubt. People of the installation's own workspace or organisation may act; guests and people from outside only
/// if the policy names their very account; bots, workflows and deactivated accounts never.
/// </summary>
internal sealed class SlackWho(SlackLookUp lookUp, CurrentPolicy policy, IOptions<WordsOptions> languages)
{
    /// <summary>Told where Slack does not say who somebody is, so that nobody knows their language, either.</summary>
    public string TryAgain => languages.Value.Of(null).Text(SlackKey.TryAgain);

    /// <summary>What somebody may do.</summary>
    /// <param name="installation">Where.</param>
    /// <param name="user">Who.</param>
    /// <param name="homes">Every workspace or organisation that the payload says they are of.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SlackStanding> OfAsync(SlackInstallation installation, string user, IReadOnlyList<string> homes, CancellationToken cancellationToken)
    {
        var profile = await lookUp.ProfileAsync(installation, user, cancellationToken);
        var identity = new ChatIdentity(SlackPlatform.Name, installation.Tenant, user);
        var sender = new Sender(identity, profile.Name, user, profile.TimeZone, profile.Locale);
        var words = languages.Value.Of(profile.Locale);
        return profile.Account switch
        {
            ChatAccount.Member when !IsForeign(installation, homes) => new SlackStanding.May(sender),
            ChatAccount.Member or ChatAccount.Outsider when IsNamed(identity) => new SlackStanding.May(sender),
            ChatAccount.Member => new SlackStanding.MayNot(words.Text(SlackKey.Outsider), "the payload names another workspace"),
            ChatAccount.Outsider outsider => new SlackStanding.MayNot(words.Text(SlackKey.Outsider), outsider.Why),
            ChatAccount.Nobody nobody => new SlackStanding.MayNot(words.Text(SlackKey.Nobody), nobody.Why),
            ChatAccount.Unknown unknown => new SlackStanding.NotKnown(unknown.Why),
            _ => new SlackStanding.NotKnown("no answer"),
        };
    }

    // Inside an organisation people act from any of its workspaces, and users.info has settled that they are of it.
    private static bool IsForeign(SlackInstallation installation, IReadOnlyList<string> homes) =>
        string.IsNullOrEmpty(installation.EnterpriseId) && homes.Any(home => home != installation.TeamId);

    private bool IsNamed(ChatIdentity identity) => policy.Value.Groups.Values.Any(group => group.Chats.Contains(identity));
}

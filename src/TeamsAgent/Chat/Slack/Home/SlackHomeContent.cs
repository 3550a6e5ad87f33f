using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>What a Home tab shows.</summary>
internal sealed record SlackHomeContent
{
    /// <summary>The person's language.</summary>
    public Language Words { get; init; } = Language.English;

    /// <summary>Whether the account may use the app.</summary>
    public bool Blocked { get; init; }

    /// <summary>Whom the chat account is linked to, as the tenant names them; null when it is linked to nobody.</summary>
    public string? LinkedTo { get; init; }

    /// <summary>What waits for the person's decision, the most urgent first.</summary>
    public IReadOnlyList<SlackHomeWaiting> Waiting { get; init; } = [];

    /// <summary>How many more wait.</summary>
    public int MoreWaiting { get; init; }

    /// <summary>What the person asked for, the newest first.</summary>
    public IReadOnlyList<SlackHomeAsked> Asked { get; init; } = [];

    /// <summary>The accounts that can be connected; null when it is not known which are.</summary>
    public IReadOnlyList<SlackHomeAccount>? Accounts { get; init; }
}

/// <summary>A request that waits.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Steps">What it is about, a sentence per step.</param>
/// <param name="By">Who asked.</param>
/// <param name="Until">Until when it can be decided.</param>
/// <param name="Risk">How much it can hurt, in words.</param>
/// <param name="Card">Where its card is read, if it is known.</param>
/// <param name="Details">Which posted card the details are asked of, if one is in Slack.</param>
internal sealed record SlackHomeWaiting(int Number, IReadOnlyList<string> Steps, string By, Moment Until, Sentence Risk, Uri? Card, SlackPressData? Details);

/// <summary>A request of one's own.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">What it is about.</param>
/// <param name="State">How far it is, in words of ours.</param>
/// <param name="CanBeWithdrawn">Whether it can be taken back.</param>
internal sealed record SlackHomeAsked(int Number, string Title, string State, bool CanBeWithdrawn);

/// <summary>An account at a provider.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Title">The provider in words.</param>
/// <param name="IsConnected">Whether it is connected.</param>
internal sealed record SlackHomeAccount(string Provider, string Title, bool IsConnected);

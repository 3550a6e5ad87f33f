using System.Globalization;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>Who will see the card.</summary>
public enum CardViewer
{
    /// <summary>Everybody in a conversation.</summary>
    Shared,

    /// <summary>The requester alone.</summary>
    Requester,

    /// <summary>One approver alone.</summary>
    Approver,
}

/// <summary>All that a request's card needs and the request does not hold.</summary>
public sealed record CardContext
{
    /// <summary>The nonce of the message that the card is posted in.</summary>
    public required string Nonce { get; init; }

    /// <summary>The zone in which times are printed.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The culture in which times are printed, and whose language the card speaks.</summary>
    public required CultureInfo Culture { get; init; }

    /// <summary>Who is in each group that may approve: the names to show.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Approvers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The approvers to notify; on the first posting alone.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    /// <summary>The accounts, by the platform's ids, that are shown a view of their own while the request waits.</summary>
    public IReadOnlyList<string> OwnViews { get; init; } = [];

    /// <summary>The request's page, or null.</summary>
    public Uri? DetailsUrl { get; init; }

    /// <summary>Who will see it.</summary>
    public CardViewer Viewer { get; init; }

    /// <summary>When the same plan was last rejected and by whom, if lately.</summary>
    public RejectedLately? RejectedLately { get; init; }

    /// <summary>An earlier request that waits, too, and is nearly the same, if there is one.</summary>
    public Twin? Twin { get; init; }

    internal Language Words => Language.Of(Culture);

    internal Moment Moment(DateTimeOffset at) => new(at, Zone, Culture);
}

/// <summary>A request that asks for nearly the same.</summary>
/// <param name="Number">Its number.</param>
/// <param name="DiffersIn">The labels of the arguments that are not alike; empty when all are.</param>
public sealed record Twin(int Number, IReadOnlyList<string> DiffersIn);

/// <summary>The same plan was rejected lately.</summary>
public sealed record RejectedLately(int Number, string By, DateTimeOffset At);

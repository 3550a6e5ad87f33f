namespace TeamsAgent.Chat.Cards;

/// <summary>What buttons send: the same words on every platform.</summary>
public static class CardVerbs
{
    /// <summary>Let it run.</summary>
    public const string Approve = "approve";

    /// <summary>Do not let it run; the reason comes in <see cref="ReasonInputId"/>.</summary>
    public const string Reject = "reject";

    /// <summary>The requester takes it back.</summary>
    public const string Withdraw = "withdraw";

    /// <summary>A step whose answer was lost did happen.</summary>
    public const string SettleDone = "settle_done";

    /// <summary>A step whose answer was lost did not happen.</summary>
    public const string SettleNotDone = "settle_not_done";

    /// <summary>The input that holds the reason for a rejection.</summary>
    public const string ReasonInputId = "reason";

    /// <summary>How long a reason may be.</summary>
    public const int ReasonMaxLength = 500;
}

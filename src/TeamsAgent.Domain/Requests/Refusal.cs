namespace TeamsAgent.Domain.Requests;

/// <summary>Why a command changed nothing.</summary>
public enum Refusal
{
    /// <summary>The request is settled, or no longer open for this.</summary>
    AlreadySettled,

    /// <summary>The time is over.</summary>
    Expired,

    /// <summary>Own request, and the policy asks for somebody else.</summary>
    OwnRequest,

    /// <summary>Not an allowed approver.</summary>
    NotAnApprover,

    /// <summary>The decision is about another plan.</summary>
    PlanChanged,

    /// <summary>The same person has decided already.</summary>
    AlreadyDecided,

    /// <summary>The chat account is tied to nobody yet, so nobody knows whether the person may decide.</summary>
    NotLinked,

    /// <summary>No such decision waits for a proof.</summary>
    NoSuchDecision,

    /// <summary>The proof is somebody else's.</summary>
    WrongPerson,

    /// <summary>The proof is older than the decision, lacks the second factor, or was made for another plan.</summary>
    ProofUnfit,

    /// <summary>Only the requester may do this.</summary>
    NotTheRequester,

    /// <summary>The person is blocked.</summary>
    PersonBlocked,

    /// <summary>It is not time yet.</summary>
    NotYet,

    /// <summary>The request waits for something else first.</summary>
    StillBlocked,

    /// <summary>Another executor holds, or has finished, the step.</summary>
    StaleClaim,
}

/// <summary>The one sentence for each refusal, used by chat, pages and audit alike.</summary>
public static class RefusalSentences
{
    /// <summary>What to tell the person.</summary>
    public static string Sentence(this Refusal refusal) => refusal switch
    {
        Refusal.AlreadySettled => "This request is already settled; nothing was changed.",
        Refusal.Expired => "This request has expired. Ask again if it is still needed.",
        Refusal.OwnRequest => "You asked for this, so somebody else has to decide it.",
        Refusal.NotAnApprover => "You are not among the people who may decide this request.",
        Refusal.PlanChanged => "The plan has changed since this card was shown. Look at the newest card and decide there.",
        Refusal.AlreadyDecided => "You have already decided this request.",
        Refusal.NotLinked => "Your chat account is not linked yet, so I cannot know whether you may decide this. Send “link” to me in a private chat first.",
        Refusal.NoSuchDecision => "There is no decision of yours that waits for this login. Press Approve on the card again.",
        Refusal.WrongPerson => "This login belongs to somebody else. The person who pressed Approve has to log in.",
        Refusal.ProofUnfit => "This login does not prove the decision: it has to be a fresh one with a second factor, made for exactly this plan. Press Approve on the card again.",
        Refusal.NotTheRequester => "Only the person who asked can withdraw this request.",
        Refusal.PersonBlocked => "Your account is blocked; ask an administrator.",
        Refusal.NotYet => "It is not time for that yet.",
        Refusal.StillBlocked => "The request still waits for something else.",
        _ => "Somebody else is already working on this.",
    };
}

namespace TeamsAgent.Words;

/// <summary>What the platforms' renderers add to a card.</summary>
public enum DrawingKey
{
    Risk,
    Access,
    AccessMore,
    ValuesLeft,
    ValuesLeftInDetails,
    NoRoomForDetails,
    HeadersLeft,
    Body,
    BodyNoText,
    CharactersShown,
    SentWith,
    TooLarge,
    NoDetails,
    DetailsTooLarge,
    CardInFull,
    InFullBehindDetails,
    ChoicesLeft,
    ChooseOne,
    ChooseOneError,
    MoreMayDecide,
    Approver,
    ApproveThis,
    ApproveThisText,
    NotNow,
    MoreOnTheCard,
    DateAndTime,
}

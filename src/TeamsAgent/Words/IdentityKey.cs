namespace TeamsAgent.Words;

/// <summary>What is said in the chat about links and connected accounts.</summary>
public enum IdentityKey
{
    AccountsNotLinked,
    AccountsNone,
    Accounts,
    AccessEnded,
    DisconnectNotLinked,
    Disconnected,
    DisconnectNothing,
    ProviderRefused,
    ProviderUnreachable,
    CodeNotAwaited,
    CodeExpired,
    CodeWrong,
    CodeTooManyWrong,
    LinkUnreadable,
    LinkedWith,
    LinkedWithEmail,
    AccountJoined,
    NotLinked,
    Unlinked,
    UnlinkedHere,
    Parted,
    SomebodyElseLoggedIn,
}

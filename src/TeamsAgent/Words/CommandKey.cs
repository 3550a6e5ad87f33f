namespace TeamsAgent.Words;

/// <summary>What people write to the bot itself; several spellings of one command with commas between them.</summary>
public enum CommandKey
{
    Help,
    Status,
    MyRequests,
    WaitingForMe,
    Link,
    Unlink,
    MyAccounts,
    Connect,
    Disconnect,
    Withdraw,
}

using System.Globalization;
using TeamsAgent.Identity;

namespace TeamsAgent.Chat;

/// <summary>What somebody's words ask the bot itself for. Everything else is an ask for the agent.</summary>
public abstract record ChatCommand
{
    private ChatCommand()
    {
    }

    /// <summary>What can you do?</summary>
    public sealed record Help : ChatCommand;

    /// <summary>What do you know of me?</summary>
    public sealed record Status : ChatCommand;

    /// <summary>What did I ask for?</summary>
    public sealed record MyRequests : ChatCommand;

    /// <summary>What can I decide?</summary>
    public sealed record WaitingForMe : ChatCommand;

    /// <summary>Link my account.</summary>
    public sealed record Link : ChatCommand;

    /// <summary>Forget the link between my account and my login.</summary>
    public sealed record Unlink : ChatCommand;

    /// <summary>Which of my accounts are connected?</summary>
    public sealed record MyAccounts : ChatCommand;

    /// <summary>Disconnect my account at a provider.</summary>
    public sealed record Disconnect(string Provider) : ChatCommand;

    /// <summary>Take a request back.</summary>
    public sealed record Withdraw(int Number) : ChatCommand;

    /// <summary>Connect my account at a provider.</summary>
    public sealed record Connect(string Provider) : ChatCommand;

    /// <summary>One word that may be the code that a linking page showed.</summary>
    public sealed record Code(string Word) : ChatCommand
    {
        /// <summary>Whether it can be no ordinary word.</summary>
        public bool IsNoWord => Word.Any(letter => !char.IsLetter(letter));
    }

    /// <summary>Something for the agent.</summary>
    public sealed record Ask : ChatCommand;

    /// <summary>Reads somebody's words.</summary>
    /// <param name="text">Without the mention of the bot.</param>
    /// <param name="personal">Whether nobody else reads along; a code is read nowhere else.</param>
    public static ChatCommand Read(string text, bool personal)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var plain = string.Join(' ', words).TrimEnd('.', '!', '?').ToLowerInvariant();
        return plain switch
        {
            "" or "help" or "hi" or "hello" => new Help(),
            "status" => new Status(),
            "my requests" => new MyRequests(),
            "waiting for me" => new WaitingForMe(),
            "link" => new Link(),
            "unlink" => new Unlink(),
            "my accounts" => new MyAccounts(),
            _ when plain.StartsWith("withdraw ", StringComparison.Ordinal) && NumberIn(plain["withdraw ".Length..]) is { } number => new Withdraw(number),
            _ when plain.StartsWith("connect ", StringComparison.Ordinal) && words.Length <= 4 => new Connect(plain["connect ".Length..]),
            _ when plain.StartsWith("disconnect ", StringComparison.Ordinal) && words.Length <= 4 => new Disconnect(plain["disconnect ".Length..]),
            _ when personal && words.Length == 1 && LinkCodes.LooksLikeCode(words[0]) => new Code(words[0]),
            _ => new Ask(),
        };
    }

    private static int? NumberIn(string text) =>
        int.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}

using System.Globalization;
using TeamsAgent.Identity;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>What somebody's words ask the bot itself for. Everything else is an ask for the agent.</summary>
public abstract record ChatCommand
{
    private const int MostWords = 4;

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

    /// <summary>Disconnect my account at a provider; without a name, none was said.</summary>
    public sealed record Disconnect(string Provider) : ChatCommand;

    /// <summary>Take a request back; without a number, none was said.</summary>
    public sealed record Withdraw(int? Number) : ChatCommand;

    /// <summary>Connect my account at a provider; without a name, none was said.</summary>
    public sealed record Connect(string Provider) : ChatCommand;

    /// <summary>One word that may be the code that a linking page showed.</summary>
    public sealed record Code(string Word) : ChatCommand
    {
        /// <summary>Whether it can be no ordinary word.</summary>
        public bool IsNoWord => Word.Any(letter => !char.IsLetter(letter));
    }

    /// <summary>Something for the agent.</summary>
    public sealed record Ask : ChatCommand;

    /// <summary>Reads somebody's words, in any of our languages.</summary>
    /// <param name="text">Without the mention of the bot.</param>
    /// <param name="personal">Whether nobody else reads along; a code is read nowhere else.</param>
    public static ChatCommand Read(string text, bool personal)
    {
        var words = CommandWords.Split(text);
        var (command, rest) = CommandWords.Find(words);
        return (command, rest) switch
        {
            _ when words.Count == 0 => new Help(),
            (CommandKey.Withdraw, "") => new Withdraw(null),
            (CommandKey.Withdraw, _) when NumberIn(rest) is { } number => new Withdraw(number),
            (CommandKey.Connect, _) when words.Count <= MostWords => new Connect(rest),
            (CommandKey.Disconnect, _) when words.Count <= MostWords => new Disconnect(rest),
            (CommandKey.Help, "") => new Help(),
            (CommandKey.Status, "") => new Status(),
            (CommandKey.MyRequests, "") => new MyRequests(),
            (CommandKey.WaitingForMe, "") => new WaitingForMe(),
            (CommandKey.Link, "") => new Link(),
            (CommandKey.Unlink, "") => new Unlink(),
            (CommandKey.MyAccounts, "") => new MyAccounts(),
            _ when personal && words.Count == 1 && LinkCodes.LooksLikeCode(words[0]) => new Code(words[0]),
            _ => new Ask(),
        };
    }

    internal static int? NumberIn(string text) =>
        int.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}

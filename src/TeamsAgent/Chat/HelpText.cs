using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat;

/// <summary>What the bot says of itself.</summary>
internal static class HelpText
{
    private const string Commands =
        """
        Tell me in your own words what should be done, and I draw up a plan. Nothing is done before the right person has approved exactly that plan on its card.

        What else I understand:
        help: this text
        status: whether your account is linked, and what is open
        my requests: what you asked for
        waiting for me: what you can decide
        link: link your chat account to your login
        unlink: forget that link, and the access that is stored with it
        my accounts: which accounts you have connected
        connect <provider>: connect your account at a provider
        disconnect <provider>: take it out again
        withdraw #<number>: take a request of yours back
        """;

    public static string Of(Place place) => place.Personal ? Commands : $"{Commands}\n\nIn a channel, begin with my name, so that I hear you.";

    public static string Welcome(Place place) => place.Personal
        ? $"Hello. {Commands}"
        : $"Hello, I am here now. {Commands}\n\nIn a channel, begin with my name, so that I hear you.";
}

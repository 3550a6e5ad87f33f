using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>What the bot says of itself.</summary>
internal static class HelpText
{
    public static string Of(Place place, Language words)
    {
        var help = words.Text(ChatKey.Help);
        return place.Personal ? help : words.Text(ChatKey.HelpInChannel, ("help", help));
    }

    public static string Welcome(Place place, Language words) => words.Text(place.Personal ? ChatKey.Welcome : ChatKey.WelcomeInChannel, ("help", Of(place, words)));
}

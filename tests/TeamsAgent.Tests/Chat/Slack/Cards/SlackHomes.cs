using TeamsAgent.Chat.Slack;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Slack.Cards;

/// <summary>What Home tabs show.</summary>
internal static class SlackHomes
{
    public static IReadOnlyDictionary<string, SlackHomeContent> All { get; } = new Dictionary<string, SlackHomeContent>
    {
        ["newcomer"] = new(),
        ["blocked"] = new() { Blocked = true },
        ["busy"] = Busy("Ana Ortiz", "Open issue “Checkout fails in Safari” in acme/web"),
        ["nothing"] = new() { LinkedTo = "ben@contoso.example", Accounts = [new("github", "GitHub", false)] },
        ["accounts-unknown"] = new() { LinkedTo = "ben@contoso.example" },
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static SlackHomeContent Busy(string name, string words, int waiting = 2, int asked = 2, int more = 3) => new()
    {
        LinkedTo = name,
        Waiting = [.. Enumerable.Range(40, waiting).Select(number => new SlackHomeWaiting(
            number, [words, words], name, Context.Moment(Monday.AddHours(24)), $"medium",
            number % 2 == 0 ? new Uri("https://slack.com/app_redirect?team=T1&channel=C1&message_ts=1.1") : null,
            number % 3 == 1 ? new SlackPressData("r_00000000000000000000000000000041", null, null, null, "C1:1750000000.000100", "1750000000.000200") : null))],
        MoreWaiting = more,
        Asked = [.. Enumerable.Range(30, asked).Select(number => new SlackHomeAsked(number, words, "waits for a decision", number % 2 == 0))],
        Accounts = [new("github", "GitHub", true), new("google_calendar", "Google Calendar and Gmail", false), new("payments", words, false)],
    };
}
